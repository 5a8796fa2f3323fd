package io.portreeve.cloud.web.row;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.telemetry.LatestSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what lists show. */
public final class Rows {
    /** A sample says something of a container only while it is in one of these. */
    private static final Set<ContainerState> MEASURED =
            EnumSet.of(ContainerState.RUNNING, ContainerState.PAUSED, ContainerState.RESTARTING);

    private static final int MOST_PAGES = 20;

    private Rows() {}

    public static List<ContainerRow> containers(
            List<Container> containers, Collection<LatestSample> latest, Collection<Host> hosts) {
        Map<ContainerId, LatestSample> samples = byId(latest);
        Map<HostId, Host> known = hosts.stream().collect(Collectors.toMap(Host::id, Function.identity()));
        return containers.stream()
                .map(container -> row(container, samples.get(container.id()), known.get(container.hostId())))
                .toList();
    }

    public static ContainerRow row(Container container, LatestSample latest, Host host) {
        LatestSample meaningful = MEASURED.contains(container.state()) ? latest : null;
        return new ContainerRow(
                container, meaningful, host == null ? 0 : host.facts().cpus());
    }

    private static Map<ContainerId, LatestSample> byId(Collection<LatestSample> latest) {
        return latest.stream()
                .collect(Collectors.toMap(LatestSample::id, Function.identity(), (first, second) -> second));
    }

    /** All pages of a search, up to a bound that keeps a page of ours from growing without end. */
    public static List<Container> all(Containers containers) {
        List<Container> found = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            List<Container> some = containers.search(new ContainerFilter(
                    Optional.empty(), Optional.empty(), "", found.size(), ContainerFilter.LARGEST_PAGE));
            found.addAll(some);
            if (some.size() < ContainerFilter.LARGEST_PAGE) {
                break;
            }
        }
        return found;
    }
}
