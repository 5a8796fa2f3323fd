package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.actions.RequestedAction;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is asked of a container's host. */
@Path("/containers/{id}/actions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Actions")
public class ContainerActionsResource {
    @Inject
    Actions actions;

    @Inject
    Containers containers;

    @Inject
    CurrentUser currentUser;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "requestAction",
            summary = "Ask for something to be done to a container; needs the role member, and admin for exec",
            description = "The answer says that it is asked for; what comes of it is found at its location. The same"
                    + " request with the same Idempotency-Key gives the action of the first time. The host's owner may"
                    + " refuse it, by a rule that is then named.")
    @APIResponseSchema(value = ActionView.class, responseCode = "202")
    @APIResponse(responseCode = "200", description = "Was asked for before with this Idempotency-Key")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(
            responseCode = "409",
            description = "conflict: the key was used for another action, or the host's agent does not know the kind")
    @APIResponse(responseCode = "429", description = "too-many-pending")
    public Response request(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "Your own name of this request, 1 to 64 printable characters",
                            required = true)
                    String idempotencyKey,
            ActionBody body) {
        SignedInUser user = currentUser.required(Role.MEMBER);
        if (body == null || idempotencyKey == null) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "A body and the header Idempotency-Key are required.");
        }
        Requester requester = new Requester(user.id().value(), user.displayName());
        ActionWish wish = body.wish(new ContainerId(Ids.inPath(id)), idempotencyKey);
        if (wish.needsAdministrator()) {
            currentUser.required(Role.ADMIN);
        }
        RequestedAction requested = actions.request(requester, wish).orElseThrow(Problems::notFound);
        return Response.status(requested.isNew() ? Response.Status.ACCEPTED : Response.Status.OK)
                .location(URI.create("actions/" + requested.action().id()))
                .entity(ActionView.of(requested.action(), user.role()))
                .build();
    }

    @GET
    @Operation(
            operationId = "listContainerActions",
            summary =
                    "List what was asked of a container's host for it, the newest first; also of one that was removed")
    @APIResponse(responseCode = "200", description = "One page; next leads to the one after it")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found")
    public ActionPage list(
            @PathParam("id") String id,
            @QueryParam("state") @Parameter(description = "Several, or with commas") List<String> states,
            @QueryParam("limit") @DefaultValue("100") @Parameter(description = "1 to 500") String limit,
            @QueryParam("cursor") @Parameter(description = "next of the page before") String cursor) {
        ContainerId container = new ContainerId(Ids.inPath(id));
        if (containers.place(container).isEmpty()) {
            throw Problems.notFound();
        }
        return ActionPage.of(
                actions,
                ActionPage.filter(Optional.empty(), Optional.of(container), states, limit, cursor),
                currentUser.required().role());
    }
}
