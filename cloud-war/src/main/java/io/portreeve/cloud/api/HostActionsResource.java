package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.HostActionWish;
import io.portreeve.cloud.actions.RequestedAction;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.boundary.HostActions;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is asked of a host as a whole. */
@Path("/hosts/{id}/actions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Actions")
public class HostActionsResource {
    @Inject
    HostActions actions;

    @Inject
    CurrentUser currentUser;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "requestHostAction",
            summary =
                    "Ask for something to be done on a host; needs the role member, and admin for prune and update-agent",
            description = "prune-plan lists what the host does not use, and changes nothing; prune does away with what"
                    + " such a list named, as far as it is still as it was then. project-up starts what does not run"
                    + " of a compose project, project-stop, project-restart and project-down do what compose does, as far as"
                    + " the labels of its containers tell, and project-pull has the registries asked for its images. update-agent replaces the agent"
                    + " by the signed release that this installation offers. Each thing is a step of the action, with"
                    + " what came of it. The host's owner may refuse it, by a rule that is then named.")
    @APIResponseSchema(value = ActionView.class, responseCode = "202")
    @APIResponse(responseCode = "200", description = "Was asked for before with this Idempotency-Key")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(
            responseCode = "409",
            description =
                    "conflict: the key was used for another action, the host's agent does not know how, or what is"
                            + " to go was not listed on this host within the last hour")
    @APIResponse(responseCode = "429", description = "too-many-pending")
    public Response request(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "Your own name of this request, 1 to 64 printable characters",
                            required = true)
                    String idempotencyKey,
            HostActionBody body) {
        SignedInUser user = currentUser.required(Role.MEMBER);
        if (body == null || idempotencyKey == null) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "A body and the header Idempotency-Key are required.");
        }
        HostActionWish wish = body.wish(new HostId(Ids.inPath(id)), idempotencyKey);
        if (wish.wish().needsAdministrator()) {
            currentUser.required(Role.ADMIN);
        }
        Requester requester = new Requester(user.id().value(), user.displayName());
        RequestedAction requested = actions.request(requester, wish).orElseThrow(Problems::notFound);
        return Response.status(requested.isNew() ? Response.Status.ACCEPTED : Response.Status.OK)
                .location(URI.create("actions/" + requested.action().id()))
                .entity(ActionView.of(requested.action(), user.role()))
                .build();
    }
}
