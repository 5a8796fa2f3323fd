package io.portreeve.agent.collect;

import io.portreeve.agent.host.Counters;
import io.portreeve.contract.sample.ContainerSample;
import java.util.OptionalLong;
import java.util.function.Function;

/** Two readings of one source to one sample. A counter that went backwards is a new baseline, and no rate yet. */
final class Rates {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Counters before;
    private final Counters now;

    private Rates(Counters before, Counters now) {
        this.before = before;
        this.now = now;
    }

    /**
     * The sample.
     *
     * @param hostMemoryBytes the limit of a container without one; absent if unknown
     */
    static ContainerSample between(Counters before, Counters now, int number, OptionalLong hostMemoryBytes) {
        Rates rates = new Rates(before, now);
        return new ContainerSample(
                number,
                rates.perSecond(Counters::cpuNanos) / NANOS_PER_SECOND,
                rates.throttled(),
                value(now.memoryBytes()),
                limit(now.memoryLimitBytes(), hostMemoryBytes),
                rates.perSecond(Counters::networkReceivedBytes),
                rates.perSecond(Counters::networkSentBytes),
                rates.perSecond(Counters::blockReadBytes),
                rates.perSecond(Counters::blockWrittenBytes),
                value(now.pids()));
    }

    private double perSecond(Function<Counters, OptionalLong> counter) {
        long nanos = now.nanos() - before.nanos();
        return nanos > 0 ? increase(counter) * NANOS_PER_SECOND / nanos : Double.NaN;
    }

    private double increase(Function<Counters, OptionalLong> counter) {
        OptionalLong from = counter.apply(before);
        OptionalLong to = counter.apply(now);
        if (from.isEmpty() || to.isEmpty() || to.getAsLong() < from.getAsLong()) {
            return Double.NaN;
        }
        return to.getAsLong() - from.getAsLong();
    }

    private double throttled() {
        if (now.cpuPeriods().orElse(0) == 0) {
            return Double.NaN;
        }
        double periods = increase(Counters::cpuPeriods);
        // An idle container with a limit has no periods, and was not throttled either.
        return periods == 0 ? 0 : Math.min(1, increase(Counters::cpuThrottledPeriods) / periods);
    }

    private static double limit(OptionalLong limit, OptionalLong hostMemory) {
        if (limit.isPresent() && hostMemory.isPresent()) {
            return Math.min(limit.getAsLong(), hostMemory.getAsLong());
        }
        return value(limit.isPresent() ? limit : hostMemory);
    }

    private static double value(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : Double.NaN;
    }
}
