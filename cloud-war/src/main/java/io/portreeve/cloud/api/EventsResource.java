package io.portreeve.cloud.api;

import io.portreeve.cloud.events.boundary.Events;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened on the hosts of the caller's organization. */
@Path("/events")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventsResource {
    @Inject
    Events events;

    @GET
    @Operation(
            operationId = "listEvents",
            summary = "List what happened, the newest first",
            description =
                    "Where events may be missing there is an entry of the kind gap: it ends at its moment and began"
                            + " at its attribute from.")
    @APIResponse(responseCode = "200", description = "One page; next leads to the one after it")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found: no such host or container")
    public EventPage list(
            @QueryParam("host") @Parameter(description = "Id of a host") String host,
            @QueryParam("container") @Parameter(description = "Id of a container, perhaps removed") String container,
            @QueryParam("kind") @Parameter(description = "container.die, image.pull, gap, …; several, or with commas")
                    List<String> kinds,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; the earliest") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; all are before it") String to,
            @QueryParam("q") @DefaultValue("") @Parameter(description = "Part of a name, image, project or service")
                    String text,
            @QueryParam("limit") @DefaultValue("100") @Parameter(description = "1 to 500") String limit,
            @QueryParam("cursor") @Parameter(description = "next of the page before") String cursor) {
        EventQuery query = new EventQuery(kinds, from, to, text, limit, cursor);
        return EventPage.of(
                events,
                query.filter(
                        Optional.ofNullable(host).map(Ids::inPath).map(HostId::new),
                        Optional.ofNullable(container).map(Ids::inPath).map(ContainerId::new)));
    }
}
