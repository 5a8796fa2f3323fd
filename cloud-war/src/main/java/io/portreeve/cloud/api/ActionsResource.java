package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is asked of the hosts of the caller's organization, and what came of it. */
@Path("/actions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Actions")
public class ActionsResource {
    @Inject
    Actions actions;

    @Inject
    CurrentUser currentUser;

    @GET
    @Operation(operationId = "listActions", summary = "List what was asked for, the newest first")
    @APIResponse(responseCode = "200", description = "One page; next leads to the one after it")
    @APIResponse(responseCode = "400", description = "request-invalid")
    public ActionPage list(
            @QueryParam("host") @Parameter(description = "Id of a host") String host,
            @QueryParam("container") @Parameter(description = "Id of a container, perhaps removed") String container,
            @QueryParam("state") @Parameter(description = "Several, or with commas") List<String> states,
            @QueryParam("limit") @DefaultValue("100") @Parameter(description = "1 to 500") String limit,
            @QueryParam("cursor") @Parameter(description = "next of the page before") String cursor) {
        return ActionPage.of(
                actions,
                ActionPage.filter(
                        Optional.ofNullable(host).map(Ids::inPath).map(HostId::new),
                        Optional.ofNullable(container).map(Ids::inPath).map(ContainerId::new),
                        states,
                        limit,
                        cursor),
                currentUser.required().role());
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getAction",
            summary = "Get an action, and what came of it; of exec the command and what it said need the role admin")
    @APIResponse(responseCode = "200", description = "The action")
    @APIResponse(responseCode = "404", description = "not-found")
    public ActionView get(@PathParam("id") String id) {
        Role role = currentUser.required().role();
        return actions.find(new ActionId(Ids.inPath(id)))
                .map(action -> ActionView.of(action, role))
                .orElseThrow(Problems::notFound);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            operationId = "cancelAction",
            summary = "Take back an action that was not sent to its host yet; needs the role member")
    @APIResponse(responseCode = "200", description = "The action, cancelled")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "conflict: it was sent, or has ended")
    public ActionView cancel(@PathParam("id") String id) {
        SignedInUser user = currentUser.required(Role.MEMBER);
        return actions.cancel(new Requester(user.id().value(), user.displayName()), new ActionId(Ids.inPath(id)))
                .map(action -> ActionView.of(action, user.role()))
                .orElseThrow(Problems::notFound);
    }
}
