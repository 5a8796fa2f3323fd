package io.portreeve.agent.collect;

import io.portreeve.agent.host.MachineCounters;
import io.portreeve.agent.host.MachineCounters.ProcessorTicks;
import io.portreeve.contract.sample.HostSample;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Two readings of the machine to one sample. A counter that went backwards is a new baseline, and no rate yet. */
final class MachineRates {
    private static final double NANOS_PER_SECOND = 1e9;

    private final MachineCounters before;
    private final MachineCounters now;

    private MachineRates(MachineCounters before, MachineCounters now) {
        this.before = before;
        this.now = now;
    }

    static HostSample between(MachineCounters before, MachineCounters now, Instant readAt) {
        MachineRates rates = new MachineRates(before, now);
        return new HostSample(
                readAt,
                Duration.ofMillis(Math.max(1, (now.nanos() - before.nanos()) / 1_000_000)),
                rates.share(ProcessorTicks::user),
                rates.share(ProcessorTicks::system),
                rates.share(ProcessorTicks::waiting),
                rates.share(ProcessorTicks::stolen),
                now.load1(),
                now.load5(),
                now.load15(),
                now.memoryTotalBytes(),
                now.memoryAvailableBytes(),
                now.swapTotalBytes(),
                now.swapFreeBytes(),
                rates.perSecond(MachineCounters::diskReadBytes),
                rates.perSecond(MachineCounters::diskWrittenBytes),
                rates.perSecond(MachineCounters::networkReceivedBytes),
                rates.perSecond(MachineCounters::networkSentBytes),
                now.uptimeSeconds(),
                now.fileSystems());
    }

    private OptionalDouble share(ToLongFunction<ProcessorTicks> part) {
        if (before.processors().isEmpty() || now.processors().isEmpty()) {
            return OptionalDouble.empty();
        }
        ProcessorTicks from = before.processors().get();
        ProcessorTicks to = now.processors().get();
        long all = to.total() - from.total();
        long ticks = part.applyAsLong(to) - part.applyAsLong(from);
        // The kernel lets the time spent waiting go back now and then.
        return all <= 0 || ticks < 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, ticks / (double) all));
    }

    private OptionalDouble perSecond(Function<MachineCounters, OptionalLong> counter) {
        OptionalLong from = counter.apply(before);
        OptionalLong to = counter.apply(now);
        long nanos = now.nanos() - before.nanos();
        if (from.isEmpty() || to.isEmpty() || to.getAsLong() < from.getAsLong() || nanos <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((to.getAsLong() - from.getAsLong()) * NANOS_PER_SECOND / nanos);
    }
}
