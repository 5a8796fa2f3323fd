package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.ChosenLog;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.LogChoice;
import io.portreeve.cloud.fleet.boundary.LogChoices;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether what a container writes is kept. */
@Path("/containers/{id}/logs/choice")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Logs")
public class ContainerLogChoiceResource {
    @Inject
    LogChoices choices;

    @Inject
    CurrentUser currentUser;

    /**
     * What is wanted.
     *
     * @param choice keep, skip or default
     */
    public record LogChoiceBody(String choice) {}

    /**
     * What was chosen.
     *
     * @param choice keep, skip, or default: as its label and its host's owner have it
     * @param since when that was chosen; absent where nothing was
     * @param answer granted; forbidden, where the host's owner lets nobody choose; agent-too-old
     */
    public record LogChoiceView(String choice, Optional<Instant> since, String answer) {
        static LogChoiceView of(ChosenLog chosen) {
            return new LogChoiceView(
                    chosen.choice().word(), chosen.since(), chosen.answer().word());
        }
    }

    @GET
    @Operation(operationId = "getContainerLogChoice", summary = "Get whether a container's log is to be kept")
    @APIResponse(responseCode = "200", description = "What was chosen, and whether its host goes by it")
    @APIResponse(responseCode = "404", description = "not-found")
    public LogChoiceView get(@PathParam("id") String id) {
        return choices.of(new ContainerId(Ids.inPath(id)))
                .map(LogChoiceView::of)
                .orElseThrow(Problems::notFound);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "chooseContainerLog",
            summary = "Choose whether a container's log is to be kept; needs the role admin",
            description =
                    "It holds for every container of that name on that host, now and later, from now on. Where the"
                            + " host's owner lets nobody choose (logs = none or logs-wishes = false in its agent's"
                            + " configuration, or the label portreeve.logs=false) it is taken down and has no effect: the"
                            + " answer is then forbidden.")
    @APIResponse(responseCode = "200", description = "What is chosen from now on, and whether its host goes by it")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "conflict: as many are chosen on its host as may be")
    public LogChoiceView choose(@PathParam("id") String id, LogChoiceBody body) {
        SignedInUser user = currentUser.required(Role.ADMIN);
        LogChoice choice = Optional.ofNullable(body)
                .map(LogChoiceBody::choice)
                .flatMap(LogChoice::named)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.REQUEST_INVALID, "choice is needed: keep, skip or default."));
        return choices.choose(user.id().value(), new ContainerId(Ids.inPath(id)), choice)
                .map(LogChoiceView::of)
                .orElseThrow(Problems::notFound);
    }
}
