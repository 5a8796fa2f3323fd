package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.actions.boundary.HostActions;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.cloud.telemetry.boundary.Charts;
import io.portreeve.cloud.telemetry.boundary.Latest;
import io.portreeve.cloud.telemetry.boundary.Machines;
import io.portreeve.cloud.telemetry.boundary.Networks;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.cloud.web.chart.ChartRange;
import io.portreeve.cloud.web.chart.SeriesJson;
import io.portreeve.cloud.web.events.EventRow;
import io.portreeve.cloud.web.events.EventRows;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.row.ContainerRow;
import io.portreeve.cloud.web.row.HostRow;
import io.portreeve.cloud.web.row.NetworkView;
import io.portreeve.cloud.web.row.Rows;
import io.portreeve.contract.protocol.Capability;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One host: its facts, its charts, its containers. */
@Named("host")
@RequestScoped
public class HostBacking {
    private static final Duration SKEW_TO_MENTION = Duration.ofSeconds(2);

    @Inject
    HttpServletRequest request;

    @Inject
    Caller caller;

    @Inject
    Hosts hosts;

    @Inject
    Containers containers;

    @Inject
    Latest latest;

    @Inject
    Charts charts;

    @Inject
    Machines machines;

    @Inject
    Networks networks;

    @Inject
    EventRows eventRows;

    @Inject
    AgentReleases releases;

    @Inject
    HostActions actions;

    @Inject
    Clock clock;

    private ChartRange range = ChartRange.HOUR;
    private HostRow row;
    private List<ProjectGroup> projects = List.of();
    private String series = "null";
    private List<EventRow> events = List.of();
    private NetworkView network;
    private MachineView machine;
    private AgentView agent;
    private AgentUpdateView update;

    public void load() {
        Optional<HostId> id = PathId.of(request).map(HostId::new);
        boolean found = id.isPresent() && caller.scoped(() -> read(id.get()));
        if (!found) {
            Pages.notFound();
        }
    }

    private boolean read(HostId id) {
        Optional<Host> known = hosts.find(id);
        if (known.isEmpty()) {
            return false;
        }
        Host host = known.get();
        List<LatestSample> samples = latest.ofHost(id);
        List<Container> found = containers.search(
                new ContainerFilter(Optional.of(id), Optional.empty(), "", 0, ContainerFilter.LARGEST_PAGE));
        Instant now = clock.instant();
        Duration history = found.stream()
                .map(container -> Duration.between(container.firstSeenAt(), now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        range = ChartRange.named(request.getParameter("range"), history);
        row = HostRow.of(host, samples, now, caller.user().timeZone());
        projects = ProjectGroup.of(Rows.containers(found, samples, List.of(host)));
        events = eventRows.latest(id);
        network = NetworkView.of(networks.ofHost(id), now, caller.user().timeZone());
        machine = machines.latest(id)
                .map(sample -> MachineView.of(sample, now, caller.user().timeZone()))
                .orElse(null);
        agent = host.agent()
                .map(health -> AgentView.of(health, now, caller.user().timeZone()))
                .orElse(null);
        update = AgentUpdateView.of(
                host,
                releases.updateOf(host),
                actions.lastUpdate(id),
                caller.user().role(),
                now,
                caller.user().timeZone());
        Optional<MetricsSeries> drawn = charts.host(id, now.minus(range.length()), now, SeriesJson.POINTS);
        series = drawn.map(SeriesJson::ofHost).orElse("null");
        return true;
    }

    public HostRow getRow() {
        return row;
    }

    public List<ProjectGroup> getProjects() {
        return projects;
    }

    /** Null while its agent says nothing of it. */
    public MachineView getMachine() {
        return machine;
    }

    /** Null if it never told how it fares. */
    public AgentView getAgent() {
        return agent;
    }

    public AgentUpdateView getUpdate() {
        return update;
    }

    /** Null while nothing is known of its network interfaces. */
    public NetworkView getNetwork() {
        return network;
    }

    public List<EventRow> getEvents() {
        return events;
    }

    public String getSeries() {
        return series;
    }

    public ChartRange getRange() {
        return range;
    }

    public List<ChartRange> getRanges() {
        return ChartRange.all();
    }

    /** Whether whoever looks may ask for a list of what is not used. */
    public boolean isCleanable() {
        return caller.user().role().atLeast(Role.MEMBER) && row.host().can(Capability.HOST_ACTIONS);
    }

    /** Null while not known. */
    public String getMemory() {
        long bytes = row.host().facts().memoryBytes();
        return bytes > 0 ? Formats.bytes((double) bytes) : null;
    }

    /** Null while the clocks agree well enough for charts to be right. */
    public String getClockSkew() {
        return row.host().clockSkew().abs().compareTo(SKEW_TO_MENTION) <= 0
                ? null
                : Formats.duration(row.host().clockSkew().abs());
    }

    public List<ContainerRow> getContainers() {
        return projects.stream().flatMap(group -> group.rows().stream()).toList();
    }
}
