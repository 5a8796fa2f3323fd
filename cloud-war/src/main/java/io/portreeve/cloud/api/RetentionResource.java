package io.portreeve.cloud.api;

import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.boundary.RetentionPolicy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How long the caller's organization keeps what was measured. */
@Path("/retention")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Organization")
public class RetentionResource {
    private static final int MOST = 1_000_000;

    @Inject
    RetentionPolicy policy;

    @Inject
    CurrentUser currentUser;

    /**
     * In hours; each at least as long as the one before it.
     *
     * @param samples 36 to 168
     * @param oneMinute 48 to 744
     * @param fiveMinutes 72 to 2160
     * @param oneHour 168 to 17520
     * @param oneDay 744 to 87600
     */
    public record RetentionView(
            Integer samples, Integer oneMinute, Integer fiveMinutes, Integer oneHour, Integer oneDay) {
        static RetentionView of(RetentionTimes times) {
            return new RetentionView(
                    (int) times.samples().toHours(),
                    (int) times.minutes().toHours(),
                    (int) times.fiveMinutes().toHours(),
                    (int) times.hours().toHours(),
                    (int) times.days().toHours());
        }
    }

    @GET
    @Operation(operationId = "getRetention", summary = "Get for how many hours measurements are kept, by level")
    @APIResponse(responseCode = "200", description = "The times")
    public RetentionView get() {
        return RetentionView.of(policy.current());
    }

    @PUT
    @Operation(
            operationId = "changeRetention",
            summary = "Change for how many hours measurements are kept; needs the role admin",
            description = "What is older than the new times is deleted for good within hours.")
    @APIResponse(responseCode = "200", description = "The times from now on")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "403", description = "forbidden")
    public RetentionView change(RetentionView wanted) {
        SignedInUser user = currentUser.required(Role.ADMIN);
        RetentionTimes times = times(wanted);
        policy.change(user.id().value(), times);
        return RetentionView.of(times);
    }

    private static RetentionTimes times(RetentionView wanted) {
        if (wanted == null) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "The times are needed.");
        }
        try {
            return new RetentionTimes(
                    hours(wanted.samples()),
                    hours(wanted.oneMinute()),
                    hours(wanted.fiveMinutes()),
                    hours(wanted.oneHour()),
                    hours(wanted.oneDay()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, e.getMessage());
        }
    }

    private static Duration hours(Integer hours) {
        if (hours == null || hours < 0 || hours > MOST) {
            throw new IllegalArgumentException("Every time is needed, in hours.");
        }
        return Duration.ofHours(hours);
    }
}
