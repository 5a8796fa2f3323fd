package io.portreeve.cloud.events;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which events; the newest come first.
 *
 * @param kinds the contract's names, or {@link Event#GAP}; empty for all
 * @param without kinds that are left out
 * @param from the earliest moment
 * @param to the first moment that is too late
 * @param text part of the name, image, compose project or service, in any case; empty for all
 * @param before only events that come after this one in the list: the last of the page before
 * @param limit 1 to {@value #LARGEST_PAGE}
 */
public record EventFilter(
        Optional<HostId> host,
        Optional<ContainerId> container,
        Set<String> kinds,
        Set<String> without,
        Optional<Instant> from,
        Optional<Instant> to,
        String text,
        Optional<EventId> before,
        int limit) {
    public static final int LARGEST_PAGE = 500;

    private static final int MOST_KINDS = 64;

    public EventFilter {
        kinds = Set.copyOf(kinds);
        without = Set.copyOf(without);
        if (kinds.size() > MOST_KINDS || without.size() > MOST_KINDS) {
            throw new IllegalArgumentException("more than " + MOST_KINDS + " kinds");
        }
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit is not within 1 and " + LARGEST_PAGE + ": " + limit);
        }
    }

    /** The newest of a host. */
    public static EventFilter of(HostId host, int limit) {
        return newest(Optional.of(host), Optional.empty(), limit);
    }

    /** The newest of a container. */
    public static EventFilter of(ContainerId container, int limit) {
        return newest(Optional.empty(), Optional.of(container), limit);
    }

    public EventFilter without(Set<String> leftOut) {
        return new EventFilter(host, container, kinds, leftOut, from, to, text, before, limit);
    }

    public EventFilter only(Set<String> wanted, Instant since) {
        return new EventFilter(host, container, wanted, without, Optional.of(since), to, text, before, limit);
    }

    /** The same, but nothing from that moment on. */
    public EventFilter until(Instant end) {
        return new EventFilter(host, container, kinds, without, from, Optional.of(end), text, before, limit);
    }

    private static EventFilter newest(Optional<HostId> host, Optional<ContainerId> container, int limit) {
        return new EventFilter(
                host, container, Set.of(), Set.of(), Optional.empty(), Optional.empty(), "", Optional.empty(), limit);
    }
}
