package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.sample.FileSystemUsage;
import io.portreeve.contract.sample.HostSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** What the machine of a simulated agent does: a sample with each minute of readings, one unanswered at a time. */
final class SimulatedMachine {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final long GIGABYTE = 1L << 30;

    private final long seed;
    private long sent;
    private long acknowledged;
    private boolean wanted;

    SimulatedMachine(long seed) {
        this.seed = seed;
    }

    /** The next one to send, if there is a minute for it and none is on its way. */
    Optional<HostMetrics> next(long minutes, LongFunction<Instant> endOfMinute) {
        if (!wanted || sent > acknowledged || sent == minutes) {
            return Optional.empty();
        }
        sent++;
        return Optional.of(new HostMetrics(sent, List.of(sample(sent, endOfMinute.apply(sent)))));
    }

    /** On a connection that knows what was stored before, and whether the cloud understands it. */
    void welcomed(boolean understood, long stored) {
        wanted = understood;
        acknowledged = Math.max(acknowledged, stored);
        sent = acknowledged;
    }

    void answered(long sequence) {
        acknowledged = Math.max(acknowledged, sequence);
    }

    boolean isAllAcknowledged(long minutes) {
        return !wanted || acknowledged == minutes;
    }

    long acknowledged() {
        return acknowledged;
    }

    private HostSample sample(long minute, Instant at) {
        double busy = Chance.unit(Chance.of(seed, 51, minute));
        long used = (long) (8 * GIGABYTE * (0.5 + busy / 4));
        return new HostSample(
                at,
                INTERVAL,
                OptionalDouble.of(busy * 0.6),
                OptionalDouble.of(busy * 0.2),
                OptionalDouble.of(busy * 0.05),
                OptionalDouble.of(0),
                OptionalDouble.of(busy * 8),
                OptionalDouble.of(busy * 7),
                OptionalDouble.of(busy * 6),
                OptionalLong.of(16 * GIGABYTE),
                OptionalLong.of(16 * GIGABYTE - used),
                OptionalLong.of(GIGABYTE),
                OptionalLong.of(GIGABYTE),
                OptionalDouble.of(Math.rint(busy * 1e6)),
                OptionalDouble.of(Math.rint(busy * 2e6)),
                OptionalDouble.of(Math.rint(busy * 3e6)),
                OptionalDouble.of(Math.rint(busy * 4e6)),
                OptionalLong.of(86_400 + minute * 60),
                List.of(
                        new FileSystemUsage("/", "ext4", 100 * GIGABYTE, 60 * GIGABYTE - used, 35 * GIGABYTE + used),
                        new FileSystemUsage("/var/lib/docker", "xfs", 500 * GIGABYTE, 300 * GIGABYTE, 200 * GIGABYTE)));
    }
}
