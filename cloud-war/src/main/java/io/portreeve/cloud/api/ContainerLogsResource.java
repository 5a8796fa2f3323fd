package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LogQuery;
import io.portreeve.cloud.logs.boundary.Logs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a container wrote. */
@Path("/containers/{id}/logs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Logs")
public class ContainerLogsResource {
    @Inject
    Logs logs;

    @GET
    @Operation(
            operationId = "listContainerLogs",
            summary = "List the lines of a container's log, the newest first; also of one that was removed",
            description =
                    "Where lines are or may be missing there is an entry of the stream gap, whatever is looked for. One"
                            + " question looks through a bounded part of the log: a page may have few entries and still"
                            + " a next one.")
    @APIResponse(responseCode = "200", description = "One page; next leads to the one after it")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found")
    public LogPageView list(
            @PathParam("id") String id,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; the earliest") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; all are before it") String to,
            @QueryParam("q") @Parameter(description = "What a line contains, in any case") String text,
            @QueryParam("regex")
                    @DefaultValue("false")
                    @Parameter(description = "true if q is an RE2 expression, which knows no references back")
                    String regex,
            @QueryParam("stream") @Parameter(description = "stdout or stderr") String stream,
            @QueryParam("limit") @DefaultValue("200") @Parameter(description = "1 to 1000") String limit,
            @QueryParam("cursor") @Parameter(description = "next of the page before") String cursor) {
        LogQuery query = new LogQuery(from, to, text, regex, stream, limit, cursor);
        return logs.search(query.filter(new ContainerId(Ids.inPath(id))))
                .map(LogPageView::of)
                .orElseThrow(Problems::notFound);
    }
}
