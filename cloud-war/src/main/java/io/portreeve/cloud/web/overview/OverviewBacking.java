package io.portreeve.cloud.web.overview;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.boundary.Latest;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.row.ContainerRow;
import io.portreeve.cloud.web.row.HostRow;
import io.portreeve.cloud.web.row.Rows;
import io.portreeve.contract.sample.Metric;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything in one look. */
@Named("overview")
@RequestScoped
public class OverviewBacking {
    private static final int TOP = 5;

    @Inject
    Caller caller;

    @Inject
    Hosts hosts;

    @Inject
    Containers containers;

    @Inject
    Latest latest;

    @Inject
    Clock clock;

    private List<HostRow> hostRows = List.of();
    private List<ContainerRow> containerRows = List.of();

    @PostConstruct
    void load() {
        caller.scoped(() -> {
            List<Host> all = hosts.all();
            List<Container> found = Rows.all(containers);
            List<LatestSample> samples = latest.all();
            containerRows = Rows.containers(found, samples, all);
            hostRows = hostRows(all, found, samples);
            return null;
        });
    }

    private List<HostRow> hostRows(List<Host> all, List<Container> found, List<LatestSample> samples) {
        Map<ContainerId, HostId> places = new HashMap<>();
        found.forEach(container -> places.put(container.id(), container.hostId()));
        Map<HostId, List<LatestSample>> byHost = new HashMap<>();
        for (LatestSample sample : samples) {
            HostId place = places.get(sample.id());
            if (place != null) {
                byHost.computeIfAbsent(place, unused -> new ArrayList<>()).add(sample);
            }
        }
        Instant now = clock.instant();
        ZoneId zone = caller.user().timeZone();
        return all.stream()
                .map(host -> HostRow.of(host, byHost.getOrDefault(host.id(), List.of()), now, zone))
                .sorted(Comparator.comparing(HostRow::online))
                .toList();
    }

    public List<HostRow> getHosts() {
        return hostRows;
    }

    public long getHostsUp() {
        return hostRows.stream().filter(HostRow::online).count();
    }

    public long getHostsDown() {
        return hostRows.size() - getHostsUp();
    }

    public String getDownNames() {
        return hostRows.stream().filter(row -> !row.online()).map(HostRow::name).collect(Collectors.joining(", "));
    }

    public int getContainers() {
        return containerRows.size();
    }

    public long getRunning() {
        return in(ContainerState.RUNNING);
    }

    public long getRestarting() {
        return in(ContainerState.RESTARTING);
    }

    public long getUnknown() {
        return in(ContainerState.UNKNOWN);
    }

    public long getUnhealthy() {
        return containerRows.stream()
                .filter(row ->
                        row.health() != null && "critical".equals(row.health().tone()))
                .count();
    }

    private long in(ContainerState state) {
        return containerRows.stream()
                .filter(row -> row.container().state() == state)
                .count();
    }

    public List<ContainerRow> getTopCpu() {
        return top(Metric.CPU_CORES);
    }

    public List<ContainerRow> getTopMemory() {
        return top(Metric.MEMORY_BYTES);
    }

    private List<ContainerRow> top(Metric metric) {
        return containerRows.stream()
                .filter(row -> row.value(metric) != null)
                .sorted(Comparator.comparing((ContainerRow row) -> row.value(metric))
                        .reversed())
                .limit(TOP)
                .toList();
    }

    /** For the live stream: only those whose values are on the page. */
    public String getStreamed() {
        List<String> ids = new ArrayList<>();
        getTopCpu().forEach(row -> ids.add(row.id()));
        getTopMemory().stream()
                .map(ContainerRow::id)
                .filter(id -> !ids.contains(id))
                .forEach(ids::add);
        return String.join(",", ids);
    }
}
