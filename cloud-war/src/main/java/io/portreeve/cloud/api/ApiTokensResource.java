package io.portreeve.cloud.api;

import io.portreeve.cloud.identity.ApiToken;
import io.portreeve.cloud.identity.ApiTokenId;
import io.portreeve.cloud.identity.NewApiToken;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.ApiTokens;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Long-lived tokens with which programs read. */
@Path("/api-tokens")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API tokens")
public class ApiTokensResource {
    @Inject
    ApiTokens tokens;

    @Inject
    CurrentUser currentUser;

    /**
     * @param name to tell it from others
     */
    public record TokenRequest(String name) {}

    /**
     * A token without its secret.
     *
     * @param scope read: whatever a viewer may read, and nothing else
     * @param owner the member with whose membership it ends
     * @param lastUsedAt to the minute
     */
    public record TokenView(UUID id, String name, String scope, String owner, Instant createdAt, Instant lastUsedAt) {
        static TokenView of(ApiToken token) {
            return new TokenView(
                    token.id().value(),
                    token.name(),
                    "read",
                    token.owner(),
                    token.createdAt(),
                    token.lastUsedAt().orElse(null));
        }
    }

    /**
     * @param token to send as {@code Authorization: Bearer …}; shown this once
     */
    public record TokenResponse(UUID id, String name, String scope, Instant createdAt, String token) {
        static TokenResponse of(NewApiToken made) {
            return new TokenResponse(made.id().value(), made.name(), "read", made.createdAt(), made.secret());
        }
    }

    @POST
    @Operation(
            operationId = "createApiToken",
            summary = "Make a token that reads until it is revoked; needs the role admin")
    @APIResponseSchema(value = TokenResponse.class, responseCode = "201")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "409", description = "conflict: there are 50 already")
    public Response create(TokenRequest asked) {
        SignedInUser user = currentUser.required(Role.ADMIN);
        if (asked == null || asked.name() == null) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "name is needed.");
        }
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(TokenResponse.of(tokens.create(user, asked.name())))
                .build();
    }

    @GET
    @Operation(operationId = "listApiTokens", summary = "List all tokens, the newest first; needs the role admin")
    @APIResponse(responseCode = "200", description = "All, without their secrets")
    @APIResponse(responseCode = "403", description = "forbidden")
    public Page<TokenView> list() {
        currentUser.required(Role.ADMIN);
        List<TokenView> views = tokens.all().stream().map(TokenView::of).toList();
        return new Page<>(views, views.size());
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "revokeApiToken", summary = "End a token at once; needs the role admin")
    @APIResponse(responseCode = "204", description = "It is no proof any more")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found")
    public void revoke(@PathParam("id") String id) {
        SignedInUser user = currentUser.required(Role.ADMIN);
        if (!tokens.revoke(user, new ApiTokenId(Ids.inPath(id)))) {
            throw Problems.notFound();
        }
    }
}
