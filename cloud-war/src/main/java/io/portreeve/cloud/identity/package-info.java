/**
 * Owns people: who they are, which organizations they belong to and as what, how they prove it (password, session
 * cookie, access token; API tokens for programs that read). Refuses to say whether an address is known. Publishes {@link
 * io.portreeve.cloud.identity.SignedInUser}; doors ask {@link io.portreeve.cloud.identity.boundary.CurrentUser}.
 */
package io.portreeve.cloud.identity;
