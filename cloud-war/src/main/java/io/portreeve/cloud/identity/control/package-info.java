/** How people are found and their proofs checked. */
package io.portreeve.cloud.identity.control;
