package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.actions.boundary.Rollouts;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The agent's release, given to all hosts of the caller's organization in waves. */
@Path("/agent-rollouts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Actions")
public class RolloutsResource {
    @Inject
    Rollouts rollouts;

    @Inject
    CurrentUser currentUser;

    @GET
    @Operation(operationId = "listAgentRollouts", summary = "List the 50 newest rollouts of the agent")
    @APIResponse(responseCode = "200", description = "The newest first, each without its hosts")
    public Page<RolloutView> list() {
        currentUser.required();
        List<RolloutView> newest =
                rollouts.newest().stream().map(RolloutView::listed).toList();
        return new Page<>(newest, newest.size());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getAgentRollout", summary = "Get a rollout, and how each of its hosts stands")
    @APIResponse(responseCode = "200", description = "The rollout")
    @APIResponse(responseCode = "404", description = "not-found")
    public RolloutView get(@PathParam("id") String id) {
        currentUser.required();
        return rollouts.find(new RolloutId(Ids.inPath(id))).map(RolloutView::of).orElseThrow(Problems::notFound);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "beginAgentRollout",
            summary = "Replace the agents of all hosts by the release that is offered; needs the role admin",
            description = "The hosts whose agents can be replaced now are asked as update-agent does: no more than"
                    + " first at once until so many were updated, then in waves. It stops by itself as soon as one"
                    + " goes back, cannot take the release or does not return. Hosts whose owner refuses are left out,"
                    + " and in the end those that are offline and were not seen for ten minutes.")
    @APIResponseSchema(value = RolloutView.class, responseCode = "202")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(
            responseCode = "409",
            description = "conflict: nothing is offered, no agent can be replaced by it, or another rollout goes on")
    public Response begin(RolloutBody body) {
        SignedInUser user = currentUser.required(Role.ADMIN);
        if (body == null) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "A body is required.");
        }
        Rollout begun = rollouts.begin(new Requester(user.id().value(), user.displayName()), body.pace());
        return Response.accepted(RolloutView.of(begun))
                .location(URI.create("agent-rollouts/" + begun.id()))
                .build();
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            operationId = "cancelAgentRollout",
            summary = "Ask no further host; those that were asked go on. Needs the role admin")
    @APIResponse(responseCode = "200", description = "The rollout, cancelled")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "conflict: it has ended")
    public RolloutView cancel(@PathParam("id") String id) {
        SignedInUser user = currentUser.required(Role.ADMIN);
        return rollouts.cancel(new Requester(user.id().value(), user.displayName()), new RolloutId(Ids.inPath(id)))
                .map(RolloutView::of)
                .orElseThrow(Problems::notFound);
    }
}
