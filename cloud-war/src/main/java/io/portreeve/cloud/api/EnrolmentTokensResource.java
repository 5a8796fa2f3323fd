package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.EnrolmentToken;
import io.portreeve.cloud.fleet.boundary.Enrolment;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.PortreeveConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What lets new hosts in. */
@Path("/enrolment-tokens")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Hosts")
public class EnrolmentTokensResource {
    private static final long DEFAULT_SECONDS = Duration.ofHours(1).toSeconds();

    @Inject
    Enrolment enrolment;

    @Inject
    CurrentUser currentUser;

    @Inject
    PortreeveConfig config;

    /**
     * @param validitySeconds an hour if absent, 30 days at most
     * @param uses how many hosts, one if absent
     */
    public record TokenRequest(Long validitySeconds, Integer uses) {}

    /**
     * @param token shown this once
     * @param command what to run on the host
     */
    public record TokenResponse(String token, Instant expiresAt, int uses, String command) {}

    @POST
    @Operation(operationId = "createEnrolmentToken", summary = "Make a token that enrols hosts; needs the role admin")
    @APIResponseSchema(value = TokenResponse.class, responseCode = "201")
    @APIResponse(responseCode = "403", description = "forbidden")
    public Response create(TokenRequest asked) {
        SignedInUser user = currentUser.required(Role.ADMIN);
        long seconds = asked == null || asked.validitySeconds() == null ? DEFAULT_SECONDS : asked.validitySeconds();
        int uses = asked == null || asked.uses() == null ? 1 : asked.uses();
        EnrolmentToken token = enrolment.createToken(user.id().value(), Duration.ofSeconds(seconds), uses);
        String command =
                "java -jar portreeve-agent.jar enrol --url " + config.publicUrl() + " --token " + token.secret();
        return Response.status(Response.Status.CREATED)
                .entity(new TokenResponse(token.secret(), token.expiresAt(), token.uses(), command))
                .build();
    }
}
