package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Who the simulated agents are and when they read; everything about them follows from this.
 *
 * @param hosts how many agents
 * @param containers on each host
 * @param organizations among which the hosts are spread evenly
 * @param interval between two readings of an agent
 * @param began no reading is before this
 * @param seed of all that looks like chance
 * @param metrics how many of the contract's the agents know, in its order
 */
public record FleetPlan(
        int hosts, int containers, int organizations, Duration interval, Instant began, long seed, int metrics) {
    private static final long ORGANIZATION = 1;
    private static final long HOST = 2;
    private static final long AGENT = 3;
    private static final long PHASE = 4;
    private static final long JITTER = 5;

    /** How far a reading may be from its time. */
    private static final long MOST_JITTER_MILLIS = 40;

    /** Of agents that know all metrics. */
    public FleetPlan(int hosts, int containers, int organizations, Duration interval, Instant began, long seed) {
        this(hosts, containers, organizations, interval, began, seed, Metric.COUNT);
    }

    public FleetPlan {
        if (metrics <= Metric.PIDS.place() || metrics > Metric.COUNT) {
            throw new IllegalArgumentException("metrics lie between 9 and " + Metric.COUNT + ": " + metrics);
        }
        if (hosts < 1 || containers < 1 || organizations < 1 || organizations > hosts) {
            throw new IllegalArgumentException(
                    "hosts, containers and organizations are at least 1, organizations not" + " more than hosts");
        }
        if (interval.toMillis() < 2 * MOST_JITTER_MILLIS) {
            throw new IllegalArgumentException("interval is too short: " + interval);
        }
        // PostgreSQL keeps microseconds, the contract milliseconds
        began = Instant.ofEpochMilli(began.toEpochMilli());
    }

    public List<HostIdentity> identities() {
        return IntStream.range(0, hosts).mapToObj(this::identity).toList();
    }

    HostIdentity identity(int host) {
        int organization = (int) ((long) host * organizations / hosts);
        return new HostIdentity(host, organization, id(ORGANIZATION, organization), id(HOST, host), id(AGENT, host));
    }

    /** When the host takes its reading of that number, which starts at 0. */
    Instant readAt(int host, long tick) {
        long phase = Chance.below(Chance.of(seed, PHASE, host), interval.toMillis());
        long jitter = Chance.below(Chance.of(seed, JITTER, host, tick), MOST_JITTER_MILLIS);
        return began.plusMillis(phase + tick * interval.toMillis() + jitter);
    }

    /** The first reading that is not before the moment. */
    long firstTickFrom(int host, Instant moment) {
        long tick = Math.max(0, Math.floorDiv(moment.toEpochMilli() - began.toEpochMilli(), interval.toMillis()) - 1);
        while (readAt(host, tick).isBefore(moment)) {
            tick++;
        }
        return tick;
    }

    /** A UUID of version 7, of about the time of the plan as those of the product are. */
    private UUID id(long kind, int index) {
        long time = began.toEpochMilli() << 16;
        long random = Chance.of(seed, kind, index);
        return new UUID(time | 0x7000L, (random >>> 2) | 0x8000_0000_0000_0000L);
    }
}
