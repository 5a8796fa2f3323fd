package io.portreeve.cloud.api;

import io.portreeve.cloud.events.boundary.Events;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.boundary.Charts;
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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Containers of the caller's organization, and what they use. */
@Path("/containers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Containers")
public class ContainersResource {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    @Inject
    Containers containers;

    @Inject
    Charts charts;

    @Inject
    Networks networks;

    @Inject
    Events events;

    @Inject
    Clock clock;

    @GET
    @Operation(operationId = "listContainers", summary = "List containers that have not been removed")
    @APIResponse(responseCode = "200", description = "One page, and how many there are in all")
    @APIResponse(responseCode = "400", description = "request-invalid")
    public Page<ContainerView> list(
            @QueryParam("host") @Parameter(description = "Id of a host") String host,
            @QueryParam("state") @Parameter(description = "running, exited, …, or unknown") String state,
            @QueryParam("q") @DefaultValue("") @Parameter(description = "Part of a name or image") String text,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        ContainerFilter filter = filter(host, state, text, offset, limit);
        List<ContainerView> views =
                containers.search(filter).stream().map(ContainerView::of).toList();
        return new Page<>(views, containers.count(filter));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getContainer", summary = "Get a container")
    @APIResponse(responseCode = "200", description = "The container")
    @APIResponse(responseCode = "404", description = "not-found")
    public ContainerView get(@PathParam("id") String id) {
        return containers
                .find(new ContainerId(Ids.inPath(id)))
                .map(ContainerView::of)
                .orElseThrow(Problems::notFound);
    }

    @GET
    @Path("/{id}/interfaces")
    @Operation(
            operationId = "getContainerInterfaces",
            summary = "Get what goes through each network interface of a container")
    @APIResponse(
            responseCode = "200",
            description = "The newest that its agent told; none while it does not run, or has no network of its own")
    @APIResponse(responseCode = "404", description = "not-found")
    public InterfacesView interfaces(@PathParam("id") String id) {
        ContainerId container = new ContainerId(Ids.inPath(id));
        return containers
                .find(container)
                .map(known -> InterfacesView.of(networks.ofContainer(container)))
                .orElseThrow(Problems::notFound);
    }

    @GET
    @Path("/{id}/metrics")
    @Operation(operationId = "getContainerMetrics", summary = "Get what a container used, over time")
    @APIResponse(responseCode = "200", description = "Buckets, or samples as they are for a short range")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found")
    public MetricsView metrics(
            @PathParam("id") String id,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; an hour before to") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; now") String to,
            @QueryParam("points") @DefaultValue("360") @Parameter(description = "1 to 2000") String points,
            @QueryParam("recreations")
                    @DefaultValue("false")
                    @Parameter(description = "Whether to go on with those that it replaced under its name")
                    boolean recreations,
            @QueryParam("metrics") @Parameter(description = WantedMetrics.DESCRIPTION) String metrics,
            @QueryParam("percentiles") @Parameter(description = WantedPercentiles.DESCRIPTION) String percentiles) {
        WantedMetrics wanted = WantedMetrics.of(metrics);
        List<Integer> percents = WantedPercentiles.of(percentiles);
        ContainerId container = new ContainerId(Ids.inPath(id));
        Times times = Times.of(from, to, DEFAULT_RANGE, clock.instant());
        int most = Numbers.whole("points", points);
        Optional<MetricsView> view = recreations
                ? charts.history(container, times.from(), times.to(), most, percents)
                        .map(history -> MetricsView.of(container.value(), history, wanted))
                : charts.container(container, times.from(), times.to(), most, percents)
                        .map(series -> MetricsView.of(container.value(), series, wanted));
        return view.orElseThrow(Problems::notFound);
    }

    @GET
    @Path("/{id}/events")
    @Operation(
            operationId = "listContainerEvents",
            summary = "List what happened to a container, the newest first; also to one that was removed")
    @APIResponse(responseCode = "200", description = "One page; next leads to the one after it")
    @APIResponse(responseCode = "400", description = "request-invalid")
    @APIResponse(responseCode = "404", description = "not-found")
    public EventPage events(
            @PathParam("id") String id,
            @QueryParam("kind") @Parameter(description = "container.die, image.pull, gap, …; several, or with commas")
                    List<String> kinds,
            @QueryParam("from") @Parameter(description = "ISO 8601 instant; the earliest") String from,
            @QueryParam("to") @Parameter(description = "ISO 8601 instant; all are before it") String to,
            @QueryParam("q") @DefaultValue("") @Parameter(description = "Part of a name, image, project or service")
                    String text,
            @QueryParam("limit") @DefaultValue("100") @Parameter(description = "1 to 500") String limit,
            @QueryParam("cursor") @Parameter(description = "next of the page before") String cursor) {
        EventQuery query = new EventQuery(kinds, from, to, text, limit, cursor);
        return EventPage.of(events, query.filter(Optional.empty(), Optional.of(new ContainerId(Ids.inPath(id)))));
    }

    private static ContainerFilter filter(String host, String state, String text, String offset, String limit) {
        try {
            return new ContainerFilter(
                    Optional.ofNullable(host).map(UUID::fromString).map(HostId::new),
                    Optional.ofNullable(state).map(name -> ContainerState.valueOf(name.toUpperCase(Locale.ROOT))),
                    text,
                    Numbers.whole("offset", offset),
                    Numbers.whole("limit", limit));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "host, state, offset or limit has a value that is not offered.");
        }
    }
}
