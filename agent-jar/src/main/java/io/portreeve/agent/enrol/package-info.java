/**
 * From token to identity: makes the key pair, trades the token for an identity, keeps both in one file that only its
 * owner may read, and refuses a file that others may. The private key never leaves it. Knows of the contract only the
 * two messages of the enrolment request. Imports {@code config} and {@code network}.
 */
package io.portreeve.agent.enrol;
