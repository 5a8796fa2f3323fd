package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.logs.boundary.TailWatch;
import io.portreeve.cloud.logs.boundary.Tails;
import io.portreeve.cloud.platform.EventStream;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a container writes, as it is written. */
@Path("/containers/{id}/logs/live")
@RequestScoped
@Tag(name = "Logs")
public class ContainerTailResource {
    @Inject
    Tails tails;

    @Inject
    CurrentUser currentUser;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    /** JAX-RS only says where: its own streams hold a thread for as long as a reader is slow. */
    @GET
    @Operation(
            operationId = "watchContainerLogs",
            summary = "Watch what a container writes as server-sent events, whether it is stored or not",
            description =
                    "Events: lines ({missed, lines: [{at, stream, text}]}, the last 200 first; missed counts lines that"
                            + " were left out before these), state ({state}: waiting for the agent, following,"
                            + " stopped while the container does not run, or unreadable while the engine does not give"
                            + " the log), beat every five seconds, and end ({reason,"
                            + " detail}) as the last: agent-offline, agent-too-old, container-gone, forbidden (by the"
                            + " host's owner), opted-out (by the container's label), too-many (eight of one host),"
                            + " unavailable, node-stops, or time-over after ten minutes, when the next"
                            + " stream may be opened. Nothing of it is stored; who reads too slowly gets missed.")
    @APIResponse(responseCode = "200", description = "A stream", content = @Content(mediaType = "text/event-stream"))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(
            responseCode = "429",
            description = "too-many-watching: six streams of one person, 50 of an organization, on each node")
    public void watch(@PathParam("id") String id, @Suspended AsyncResponse answer) throws IOException {
        SignedInUser user = currentUser.required();
        TailWatch watch = tails.watch(user.organizationId(), user.id().toString(), new ContainerId(Ids.inPath(id)))
                .orElseThrow(Problems::notFound);
        EventStream stream = EventStream.begin(request, response, watch, Tails.LONGEST_ANSWER);
        watch.wakes(stream::wake);
    }
}
