package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.telemetry.boundary.Charts;
import io.portreeve.cloud.telemetry.boundary.Machines;
import io.portreeve.cloud.telemetry.boundary.Networks;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Hosts of the caller's organization. */
@Path("/hosts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Hosts")
public class HostsResource {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    @Inject
    Hosts hosts;

    @Inject
    Charts charts;

    @Inject
    Machines machines;

    @Inject
    Networks networks;

    @Inject
    Clock clock;

    @GET
    @Operation(operationId = "listHosts", summary = "List all hosts")
    public Page<HostView> list() {
        List<HostView> views = hosts.all().stream().map(HostView::of).toList();
        return new Page<>(views, views.size());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getHost", summary = "Get a host")
    @APIResponse(responseCode = "200", description = "The host")
    @APIResponse(responseCode = "404", description = "not-found")
    public HostView get(@PathParam("id") String id) {
        return hosts.find(new HostId(Ids.inPath(id))).map(HostView::of).orElseThrow(Problems::notFound);
    }

    @GET
    @Path("/{id}/interfaces")
    @Operation(operationId = "getHostInterfaces", summary = "Get what goes through each network interface of a host")
    @APIResponse(responseCode = "200", description = "The newest that its agent told, and none while it told nothing")
    @APIResponse(responseCode = "404", description = "not-found")
    public InterfacesView interfaces(@PathParam("id") String id) {
        HostId host = new HostId(Ids.inPath(id));
        return hosts.find(host)
                .map(known -> InterfacesView.of(networks.ofHost(host)))
                .orElseThrow(Problems::notFound);
    }

    @GET
    @Path("/{id}/metrics")
    @Operation(operationId = "getHostMetrics", summary = "Get what all containers of a host used together, over time")
    @APIResponse(responseCode = "200", description = "Buckets, or samples as they are for a short range")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found")
    public HostMetricsView metrics(
            @PathParam("id") String id,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; an hour before to") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; now") String to,
            @QueryParam("points") @DefaultValue("360") @Parameter(description = "1 to 2000") String points,
            @QueryParam("metrics") @Parameter(description = WantedMetrics.DESCRIPTION) String metrics) {
        WantedMetrics wanted = WantedMetrics.of(metrics);
        UUID host = Ids.inPath(id);
        Times times = Times.of(from, to, DEFAULT_RANGE, clock.instant());
        return charts.host(new HostId(host), times.from(), times.to(), Numbers.whole("points", points))
                .map(series -> HostMetricsView.of(host, series, wanted))
                .orElseThrow(Problems::notFound);
    }

    @GET
    @Path("/{id}/machine/metrics")
    @Operation(operationId = "getMachineMetrics", summary = "Get what a host's machine did, over time")
    @APIResponse(responseCode = "200", description = "Buckets of a minute or more")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found")
    public MachineMetricsView machine(
            @PathParam("id") String id,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; an hour before to") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; now") String to,
            @QueryParam("points") @DefaultValue("360") @Parameter(description = "1 to 2000") String points) {
        UUID host = Ids.inPath(id);
        Times times = Times.of(from, to, DEFAULT_RANGE, clock.instant());
        return machines.history(new HostId(host), times.from(), times.to(), Numbers.whole("points", points))
                .map(series -> MachineMetricsView.of(host, series))
                .orElseThrow(Problems::notFound);
    }
}
