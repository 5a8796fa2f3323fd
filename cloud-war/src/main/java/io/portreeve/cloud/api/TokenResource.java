package io.portreeve.cloud.api;

import io.portreeve.cloud.identity.AccessToken;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.AccessTokens;
import io.portreeve.cloud.identity.boundary.SignIn;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.Callers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** E-mail and password for an access token. */
@Path("/auth/token")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sign-in")
public class TokenResource {
    @Inject
    SignIn signIn;

    @Inject
    AccessTokens accessTokens;

    @Inject
    Callers callers;

    @Context
    HttpServletRequest request;

    /**
     * @param organizationId where to work; the oldest membership if absent
     */
    public record TokenRequest(String email, String password, UUID organizationId) {}

    /** The organization that the token is for. */
    public record OrganizationView(UUID id, String name) {}

    /** A token to send as {@code Authorization: Bearer …}. */
    public record TokenResponse(
            String accessToken, String tokenType, long expiresInSeconds, OrganizationView organization) {}

    @POST
    @SecurityRequirements
    @Operation(operationId = "createAccessToken", summary = "Get an access token for an e-mail address and a password")
    @APIResponse(responseCode = "200", description = "The token")
    @APIResponse(responseCode = "401", description = "credentials-invalid, for an unknown address too")
    @APIResponse(responseCode = "429", description = "too-many-attempts; Retry-After says how long to wait")
    public TokenResponse create(TokenRequest credentials) {
        if (credentials == null || credentials.email() == null || credentials.password() == null) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "email and password are needed.");
        }
        SignedInUser user = signIn.authenticate(
                credentials.email().strip(),
                credentials.password(),
                Optional.ofNullable(credentials.organizationId()).map(OrganizationId::new),
                callers.address(request));
        AccessToken token = accessTokens.issue(user);
        return new TokenResponse(
                token.text(),
                "Bearer",
                token.validity().toSeconds(),
                new OrganizationView(user.organizationId().value(), user.organizationName()));
    }
}
