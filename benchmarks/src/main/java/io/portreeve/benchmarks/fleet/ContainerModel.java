package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One container's life as a function of the tick: most are nearly idle, some busy, a few are restarted often. Rates have
 * a slow trend and noise; memory grows after a start and then moves by pages; the first reading after a restart has no
 * rates, since its counters began from zero.
 */
final class ContainerModel {
    private static final double QUIET_SHARE = 0.6;
    private static final double LIMITED_SHARE = 0.4;
    private static final double RESTLESS_SHARE = 0.02;
    private static final long PAGE = 4_096;
    private static final long MEGABYTE = 1L << 20;
    private static final double HOST_MEMORY = 16_384.0 * MEGABYTE;
    private static final double WARMING_TICKS = 12;

    private static final Set<Metric> LEVELS = EnumSet.of(
            Metric.MEMORY_BYTES,
            Metric.MEMORY_LIMIT_BYTES,
            Metric.MEMORY_USAGE_BYTES,
            Metric.MEMORY_CACHE_BYTES,
            Metric.MEMORY_RSS_BYTES,
            Metric.MEMORY_SWAP_BYTES,
            Metric.CPU_LIMIT_CORES,
            Metric.PIDS);
    private static final List<Metric> RATES = Arrays.stream(Metric.values())
            .filter(metric -> !LEVELS.contains(metric))
            .toList();

    private final long seed;
    private final int number;
    private final boolean quiet;
    private final boolean limited;
    private final double cores;
    private final double memory;
    private final double traffic;
    private final double disk;
    private final double cacheShare;
    private final double trendTicks;
    private final int pids;
    private final long restartTicks;
    private final long age;

    ContainerModel(long seed, int number) {
        this.seed = seed;
        this.number = number;
        quiet = unit(1) < QUIET_SHARE;
        limited = unit(2) < LIMITED_SHARE;
        cores = quiet ? 0.0004 + 0.004 * unit(3) : 0.01 * Math.pow(100, unit(3));
        memory = 8.0 * MEGABYTE * Math.pow(128, unit(4));
        traffic = quiet ? 0 : 200 * Math.pow(5_000, unit(5));
        disk = unit(6) < 0.7 ? 0 : 500 * Math.pow(2_000, unit(7));
        cacheShare = 0.05 + 0.5 * unit(14);
        trendTicks = 60 + 800 * unit(8);
        pids = 1 + (int) Math.pow(60, unit(9));
        restartTicks = unit(10) < RESTLESS_SHARE ? 20 + (long) (200 * unit(11)) : 4_000 + (long) (40_000 * unit(11));
        age = 1 + (long) (restartTicks * unit(12));
    }

    /** How often it was restarted before or at the tick. */
    int restarts(long tick) {
        return (int) ((age + tick) / restartTicks);
    }

    boolean restartsAt(long tick) {
        return (age + tick) % restartTicks == 0;
    }

    ContainerSample sample(long tick) {
        boolean first = restartsAt(tick);
        double trend = 1 + 0.5 * Math.sin(2 * Math.PI * tick / trendTicks);
        double[] values = new double[Metric.COUNT];
        levels(values, tick);
        processors(values, tick, trend);
        traffic(values, tick, trend);
        if (first) {
            for (Metric metric : RATES) {
                values[metric.place()] = Double.NaN;
            }
        }
        return new ContainerSample(number, values);
    }

    private void levels(double[] values, long tick) {
        double used = memory(tick);
        double cache = Math.rint(memory * cacheShare / PAGE) * PAGE;
        set(values, Metric.MEMORY_BYTES, used);
        set(values, Metric.MEMORY_LIMIT_BYTES, limited ? memory * 2 : HOST_MEMORY);
        set(values, Metric.MEMORY_USAGE_BYTES, used + cache);
        set(values, Metric.MEMORY_CACHE_BYTES, cache + Math.rint(used / 10 / PAGE) * PAGE);
        set(values, Metric.MEMORY_RSS_BYTES, Math.rint(used * 0.85 / PAGE) * PAGE);
        set(values, Metric.MEMORY_SWAP_BYTES, 0);
        set(values, Metric.CPU_LIMIT_CORES, limited ? Math.ceil(cores * 2) / 2 : Double.NaN);
        set(values, Metric.PIDS, pids(tick));
    }

    private void processors(double[] values, long tick, double trend) {
        double used = cores * trend * noise(tick, 1);
        double throttled = limited ? throttled(trend, tick) : Double.NaN;
        double inKernel = used * (0.15 + 0.2 * noise(tick, 6));
        set(values, Metric.CPU_CORES, used);
        set(values, Metric.CPU_USER_CORES, used - inKernel);
        set(values, Metric.CPU_SYSTEM_CORES, inKernel);
        set(values, Metric.CPU_THROTTLED_RATIO, throttled);
        set(values, Metric.CPU_THROTTLED_CORES, throttled * cores);
        // two of three hosts have a kernel that tells it
        boolean told = unit(13) < 0.66;
        set(values, Metric.CPU_PRESSURE_RATIO, told ? Math.min(1, used * 0.02 * noise(tick, 7)) : Double.NaN);
        set(values, Metric.MEMORY_PRESSURE_RATIO, told ? 0 : Double.NaN);
        set(values, Metric.BLOCK_PRESSURE_RATIO, told ? Math.min(1, written(tick) * 1e-8) : Double.NaN);
    }

    private void traffic(double[] values, long tick, double trend) {
        double received = Math.rint(traffic * trend * noise(tick, 2));
        double sent = Math.rint(traffic * 1.7 * trend * noise(tick, 3));
        double written = written(tick);
        set(values, Metric.NETWORK_RECEIVED_BYTES_PER_SECOND, received);
        set(values, Metric.NETWORK_SENT_BYTES_PER_SECOND, sent);
        set(values, Metric.NETWORK_RECEIVED_PACKETS_PER_SECOND, Math.rint(received / 40) / 10);
        set(values, Metric.NETWORK_SENT_PACKETS_PER_SECOND, Math.rint(sent / 70) / 10);
        boolean dropped = traffic > 0 && Chance.unit(Chance.of(seed, 25, tick)) < 0.001;
        set(values, Metric.NETWORK_DROPS_PER_SECOND, dropped ? 0.1 : 0);
        set(values, Metric.BLOCK_WRITTEN_BYTES_PER_SECOND, written);
        set(values, Metric.BLOCK_WRITE_OPERATIONS_PER_SECOND, Math.ceil(written / 1_600) / 10);
    }

    private static void set(double[] values, Metric metric, double value) {
        values[metric.place()] = value;
    }

    /** Checked against the database, since it is whole and never absent. */
    int pids(long tick) {
        return pids + (quiet ? 0 : (int) Chance.below(Chance.of(seed, 21, tick), 1 + pids / 8));
    }

    ContainerFacts facts(long tick, Instant began, long intervalMillis) {
        int restarts = restarts(tick);
        long lastStart = (long) restarts * restartTicks - age;
        String service = quiet ? "worker-" + number : "api-" + number;
        return new ContainerFacts(
                number,
                dockerId(),
                "shop-" + service + "-1",
                "registry.example.com/shop/" + service + ":1." + number,
                "sha256:" + hex(31) + hex(32) + hex(33) + hex(34),
                "running",
                limited ? "healthy" : "",
                "shop",
                service,
                restarts,
                began.minusMillis((age + 10) * intervalMillis),
                Optional.of(began.plusMillis(lastStart * intervalMillis)),
                Optional.empty());
    }

    String dockerId() {
        return hex(41) + hex(42) + hex(43) + hex(44);
    }

    private double memory(long tick) {
        long uptime = (age + tick) % restartTicks;
        double warm = 1 - 0.6 * Math.exp(-(1 + uptime) / WARMING_TICKS);
        double moving = quiet ? Chance.below(Chance.of(seed, 22, tick / 6), 4) : memory / 50 / PAGE * noise(tick, 4);
        return Math.rint(memory * warm / PAGE + moving) * PAGE;
    }

    private double throttled(double trend, long tick) {
        return quiet || trend < 1.3 ? 0 : Math.rint(1e4 * 0.2 * Chance.unit(Chance.of(seed, 23, tick))) / 1e4;
    }

    private double written(long tick) {
        return disk == 0 || Chance.unit(Chance.of(seed, 24, tick)) < 0.5 ? 0 : Math.rint(disk * noise(tick, 5));
    }

    private double noise(long tick, int value) {
        return 0.8 + 0.4 * Chance.unit(Chance.of(seed, value, tick));
    }

    private double unit(int trait) {
        return Chance.unit(Chance.of(seed, 100 + trait));
    }

    private String hex(int part) {
        return HexFormat.of().toHexDigits(Chance.of(seed, part));
    }
}
