package io.portreeve.agent.collect;

import static io.portreeve.agent.usage.Counters.ABSENT;

import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.util.Arrays;
import java.util.OptionalLong;

/** Two readings of one source to one sample. A counter that went backwards is a new baseline, and no rate yet. */
final class Rates {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Counters before;
    private final Counters now;
    private final double[] values = new double[Metric.COUNT];

    private Rates(Counters before, Counters now) {
        this.before = before;
        this.now = now;
        Arrays.fill(values, Double.NaN);
    }

    /**
     * The sample.
     *
     * @param hostMemoryBytes the limit of a container without one; absent if unknown
     */
    static ContainerSample between(Counters before, Counters now, int number, OptionalLong hostMemoryBytes) {
        Rates rates = new Rates(before, now);
        rates.rate(Metric.CPU_CORES, Counter.CPU_NANOS, 1 / NANOS_PER_SECOND);
        rates.rate(Metric.CPU_USER_CORES, Counter.CPU_USER_NANOS, 1 / NANOS_PER_SECOND);
        rates.rate(Metric.CPU_SYSTEM_CORES, Counter.CPU_SYSTEM_NANOS, 1 / NANOS_PER_SECOND);
        rates.level(Metric.CPU_LIMIT_CORES, Counter.CPU_LIMIT_NANOS, 1 / NANOS_PER_SECOND);
        rates.throttled();
        rates.share(Metric.CPU_PRESSURE_RATIO, Counter.CPU_PRESSURE_NANOS);
        rates.share(Metric.MEMORY_PRESSURE_RATIO, Counter.MEMORY_PRESSURE_NANOS);
        rates.share(Metric.BLOCK_PRESSURE_RATIO, Counter.BLOCK_PRESSURE_NANOS);
        rates.memory(hostMemoryBytes);
        rates.rate(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND, Counter.NETWORK_RECEIVED_BYTES, 1);
        rates.rate(Metric.NETWORK_SENT_BYTES_PER_SECOND, Counter.NETWORK_SENT_BYTES, 1);
        rates.rate(Metric.NETWORK_RECEIVED_PACKETS_PER_SECOND, Counter.NETWORK_RECEIVED_PACKETS, 1);
        rates.rate(Metric.NETWORK_SENT_PACKETS_PER_SECOND, Counter.NETWORK_SENT_PACKETS, 1);
        rates.rate(Metric.NETWORK_ERRORS_PER_SECOND, Counter.NETWORK_ERRORS, 1);
        rates.rate(Metric.NETWORK_DROPS_PER_SECOND, Counter.NETWORK_DROPS, 1);
        rates.rate(Metric.BLOCK_READ_BYTES_PER_SECOND, Counter.BLOCK_READ_BYTES, 1);
        rates.rate(Metric.BLOCK_WRITTEN_BYTES_PER_SECOND, Counter.BLOCK_WRITTEN_BYTES, 1);
        rates.rate(Metric.BLOCK_READ_OPERATIONS_PER_SECOND, Counter.BLOCK_READ_OPERATIONS, 1);
        rates.rate(Metric.BLOCK_WRITE_OPERATIONS_PER_SECOND, Counter.BLOCK_WRITE_OPERATIONS, 1);
        rates.level(Metric.PIDS, Counter.PIDS, 1);
        return new ContainerSample(number, rates.values);
    }

    private void memory(OptionalLong hostMemory) {
        level(Metric.MEMORY_BYTES, Counter.MEMORY_BYTES, 1);
        limit(hostMemory);
        level(Metric.MEMORY_USAGE_BYTES, Counter.MEMORY_USAGE_BYTES, 1);
        level(Metric.MEMORY_CACHE_BYTES, Counter.MEMORY_CACHE_BYTES, 1);
        level(Metric.MEMORY_RSS_BYTES, Counter.MEMORY_RSS_BYTES, 1);
        level(Metric.MEMORY_SWAP_BYTES, Counter.MEMORY_SWAP_BYTES, 1);
        rate(Metric.MEMORY_LIMIT_HITS_PER_SECOND, Counter.MEMORY_LIMIT_HITS, 1);
        rate(Metric.MEMORY_KILLS_PER_SECOND, Counter.MEMORY_KILLS, 1);
    }

    private void level(Metric metric, Counter counter, double unit) {
        if (now.has(counter)) {
            values[metric.place()] = now.value(counter) * unit;
        }
    }

    private void share(Metric metric, Counter counter) {
        rate(metric, counter, 1 / NANOS_PER_SECOND);
        values[metric.place()] = Math.min(1, values[metric.place()]);
    }

    private void rate(Metric metric, Counter counter, double unit) {
        long nanos = now.nanos() - before.nanos();
        if (nanos > 0) {
            values[metric.place()] = increase(counter) * unit * NANOS_PER_SECOND / nanos;
        }
    }

    private double increase(Counter counter) {
        long from = before.value(counter);
        long to = now.value(counter);
        return from == ABSENT || to < from ? Double.NaN : to - from;
    }

    private void throttled() {
        if (now.value(Counter.CPU_PERIODS) > 0) {
            double periods = increase(Counter.CPU_PERIODS);
            // An idle container with a limit has no periods, and was not throttled either.
            values[Metric.CPU_THROTTLED_RATIO.place()] =
                    periods == 0 ? 0 : Math.min(1, increase(Counter.CPU_THROTTLED_PERIODS) / periods);
            rate(Metric.CPU_THROTTLED_CORES, Counter.CPU_THROTTLED_NANOS, 1 / NANOS_PER_SECOND);
        }
    }

    private void limit(OptionalLong hostMemory) {
        long limit = now.has(Counter.MEMORY_LIMIT_BYTES) ? now.value(Counter.MEMORY_LIMIT_BYTES) : Long.MAX_VALUE;
        if (now.has(Counter.MEMORY_LIMIT_BYTES) || hostMemory.isPresent()) {
            values[Metric.MEMORY_LIMIT_BYTES.place()] = Math.min(limit, hostMemory.orElse(Long.MAX_VALUE));
        }
    }
}
