/** Signing in and out, sessions, access tokens, and who asks now. */
package io.portreeve.cloud.identity.boundary;
