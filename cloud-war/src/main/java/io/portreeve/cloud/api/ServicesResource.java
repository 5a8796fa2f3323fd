package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.ComposeService;
import io.portreeve.cloud.telemetry.boundary.Charts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Services of compose projects, whichever containers make them up. */
@Path("/services")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Services")
public class ServicesResource {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    @Inject
    Charts charts;

    @Inject
    Clock clock;

    @GET
    @Path("/{project}/{service}/metrics")
    @Operation(
            operationId = "getServiceMetrics",
            summary = "Get what the containers of a compose service used together, over time",
            description =
                    "Goes on when containers are made anew, and says where that was. Containers that followed each"
                            + " other under one name on one host count as one; all others are added up.")
    @APIResponse(responseCode = "200", description = "Buckets, or samples as they are for a short range on one host")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found: there never was such a service, or not on this host")
    public ServiceMetricsView metrics(
            @PathParam("project") String project,
            @PathParam("service") String service,
            @QueryParam("host") @Parameter(description = "Id of a host; all of them together") String host,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; an hour before to") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; now") String to,
            @QueryParam("points") @DefaultValue("360") @Parameter(description = "1 to 2000") String points,
            @QueryParam("metrics") @Parameter(description = WantedMetrics.DESCRIPTION) String metrics) {
        if (project.indexOf('\0') >= 0 || service.indexOf('\0') >= 0) {
            throw Problems.notFound();
        }
        ComposeService wanted = new ComposeService(project, service);
        WantedMetrics chosen = WantedMetrics.of(metrics);
        Times times = Times.of(from, to, DEFAULT_RANGE, clock.instant());
        Optional<HostId> only = Optional.ofNullable(host).map(Ids::inPath).map(HostId::new);
        return charts.service(wanted, only, times.from(), times.to(), Numbers.whole("points", points))
                .map(history -> ServiceMetricsView.of(wanted, history, chosen))
                .orElseThrow(Problems::notFound);
    }
}
