package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Which logs are watched on this node, and by whom; no more than may be. */
final class TailRoster {
    static final int MOST_OF_ONE = 6;
    static final int MOST_OF_ORGANIZATION = 50;
    static final int MOST = 250;

    /** A log that is watched. */
    record Log(OrganizationId organization, HostId host, ContainerId container) {}

    private final Map<Log, TailChannel> channels = new HashMap<>();
    private final Function<Log, TailChannel> opened;

    TailRoster(Function<Log, TailChannel> opened) {
        this.opened = opened;
    }

    /**
     * Adds one.
     *
     * @throws ProblemException if as many watch as may
     */
    synchronized void add(Log log, TailWatch watch) {
        if (count((other, watcher) -> true) >= MOST
                || count((other, watcher) -> other.organization().equals(log.organization())) >= MOST_OF_ORGANIZATION) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_WATCHING,
                    "Your organization watches as many logs as it may; close one first.");
        }
        if (count((other, watcher) -> watcher.equals(watch.watcher())) >= MOST_OF_ONE) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_WATCHING, "You watch " + MOST_OF_ONE + " logs already; close one first.");
        }
        channels.computeIfAbsent(log, opened).add(watch);
    }

    /** Gives the channel that nobody watches any more. */
    synchronized Optional<TailChannel> remove(Log log, TailWatch watch) {
        TailChannel channel = channels.get(log);
        if (channel == null) {
            return Optional.empty();
        }
        channel.remove(watch);
        if (!channel.watches().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(channels.remove(log));
    }

    synchronized Map<Log, TailChannel> all() {
        return Map.copyOf(channels);
    }

    private long count(BiFunction<Log, String, Boolean> counts) {
        return channels.entrySet().stream()
                .mapToLong(each -> each.getValue().watches().stream()
                        .filter(watch -> counts.apply(each.getKey(), watch.watcher()))
                        .count())
                .sum();
    }
}
