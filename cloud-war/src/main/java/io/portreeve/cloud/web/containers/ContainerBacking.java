package io.portreeve.cloud.web.containers;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.telemetry.boundary.Charts;
import io.portreeve.cloud.telemetry.boundary.Latest;
import io.portreeve.cloud.telemetry.boundary.Networks;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.Pages;
import io.portreeve.cloud.web.PathId;
import io.portreeve.cloud.web.chart.ChartRange;
import io.portreeve.cloud.web.chart.SeriesJson;
import io.portreeve.cloud.web.events.EventRow;
import io.portreeve.cloud.web.events.EventRows;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Moment;
import io.portreeve.cloud.web.format.Reading;
import io.portreeve.cloud.web.row.ContainerRow;
import io.portreeve.cloud.web.row.NetworkView;
import io.portreeve.cloud.web.row.Rows;
import io.portreeve.contract.sample.Metric;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One container: its state, its latest values, its charts. */
@Named("container")
@RequestScoped
public class ContainerBacking {
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
    Networks networks;

    @Inject
    EventRows eventRows;

    @Inject
    Clock clock;

    private ChartRange range = ChartRange.HOUR;
    private ContainerRow row;
    private Moment started;
    private Moment seen;
    private boolean hostOffline;
    private String series = "null";
    private List<EventRow> events = List.of();
    private NetworkView network;

    public void load() {
        Optional<ContainerId> id = PathId.of(request).map(ContainerId::new);
        boolean found = id.isPresent() && caller.scoped(() -> read(id.get()));
        if (!found) {
            Pages.notFound();
        }
    }

    private boolean read(ContainerId id) {
        Optional<Container> known = containers.find(id);
        if (known.isEmpty()) {
            return false;
        }
        Container container = known.get();
        Optional<Host> host = hosts.find(container.hostId());
        Instant now = clock.instant();
        range = ChartRange.named(request.getParameter("range"), Duration.between(container.firstSeenAt(), now));
        row = Rows.row(container, latest.of(id).orElse(null), host.orElse(null));
        started = Moment.of(container.startedAt(), now, caller.user().timeZone());
        seen = Moment.of(host.flatMap(Host::lastSeenAt), now, caller.user().timeZone());
        events = eventRows.latest(id);
        network = NetworkView.of(networks.ofContainer(id), now, caller.user().timeZone());
        hostOffline = container.state() == ContainerState.UNKNOWN;
        series = charts.history(
                        id,
                        now.minus(range.length()),
                        now,
                        SeriesJson.POINTS,
                        SeriesJson.percentiles(range.length(), SeriesJson.POINTS))
                .map(history -> SeriesJson.of(history.series()))
                .orElse("null");
        return true;
    }

    public ContainerRow getRow() {
        return row;
    }

    /** When it started; null unless it runs. */
    public Moment getStarted() {
        return row.container().state() == ContainerState.RUNNING ? started : null;
    }

    /** When its host was last heard of; null if never. */
    public Moment getSeen() {
        return seen;
    }

    public boolean isHostOffline() {
        return hostOffline;
    }

    public String getShortId() {
        return Formats.shortDigest(row.container().dockerId());
    }

    public String getShortImageId() {
        return Formats.shortDigest(row.container().imageId());
    }

    /** With which it ended; null while it runs or nothing is known. */
    public Integer getExitCode() {
        boolean ended = row.container().state() == ContainerState.EXITED
                || row.container().state() == ContainerState.DEAD;
        return ended ? row.container().exitCode().orElse(null) : null;
    }

    public Reading getReceived() {
        return row.reading(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND, "rate", null);
    }

    public Reading getSent() {
        return row.reading(Metric.NETWORK_SENT_BYTES_PER_SECOND, "rate", null);
    }

    public Reading getBlockRead() {
        return row.reading(Metric.BLOCK_READ_BYTES_PER_SECOND, "rate", null);
    }

    public Reading getBlockWritten() {
        return row.reading(Metric.BLOCK_WRITTEN_BYTES_PER_SECOND, "rate", null);
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
}
