package io.portreeve.cloud.web.live;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.web.PathId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a page watches.
 *
 * @param host if present, this one with each of its containers
 * @param containers those whose values are wanted by themselves
 * @param totals whether the sums of each host are wanted
 * @param log whose lines are wanted as they come
 */
record LiveFilter(Optional<HostId> host, Set<ContainerId> containers, boolean totals, Optional<ContainerId> log) {
    private static final int MOST = 200;

    LiveFilter {
        containers = Set.copyOf(containers);
    }

    static LiveFilter of(String host, String container, String containers) {
        return of(host, container, containers, null);
    }

    /**
     * By the parameters host, container, containers (separated by commas) and log; sums unless one container is asked
     * for.
     */
    static LiveFilter of(String host, String container, String containers, String log) {
        Optional<HostId> one = PathId.parse(host).map(HostId::new);
        String listed = container != null ? container : containers == null ? "" : containers;
        Set<ContainerId> ids = Arrays.stream(listed.split(",", -1))
                .limit(MOST)
                .flatMap(text -> PathId.parse(text).stream())
                .map(ContainerId::new)
                .collect(Collectors.toSet());
        return new LiveFilter(one, ids, container == null, PathId.parse(log).map(ContainerId::new));
    }

    boolean wantsHost(HostId id) {
        return host.isEmpty() || host.get().equals(id);
    }

    /** A page of a host has its events, one of a container that one's and the gaps, and one of neither all. */
    boolean wantsEvent(Event event) {
        if (host.isPresent()) {
            return host.get().equals(event.hostId());
        }
        boolean isGap = event.kind().equals(Event.GAP);
        return !totals
                && (containers.isEmpty()
                        || isGap
                        || event.containerId().filter(containers::contains).isPresent());
    }

    /** What is worth reading each second: what a page is about, and not what a list shows. */
    Set<ContainerId> closely() {
        return totals ? Set.of() : containers;
    }

    boolean wantsContainer(ContainerId id) {
        return host.isPresent() || containers.contains(id);
    }
}
