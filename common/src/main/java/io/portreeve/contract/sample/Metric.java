package io.portreeve.contract.sample;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is measured of a container. The order is that of the values in a {@link ContainerSample} and in what is stored:
 * further ones are added at the end, and none is ever taken away.
 *
 * <p>Rates are means over the interval that ends at the reading.
 */
public enum Metric {
    /** Processor time used per time passed: 1.0 is one core busy for the whole interval. */
    CPU_CORES("cpuCores", Unit.CORES),
    /**
     * Share of the enforcement periods in which the container was throttled, 0 to 1 (Δnr_throttled / Δnr_periods); unknown
     * without a CPU limit.
     */
    CPU_THROTTLED_RATIO("cpuThrottledRatio", Unit.RATIO),
    /**
     * Memory in use without the file cache that can be dropped (the working set): usage − inactive_file, as {@code docker
     * stats} shows it.
     */
    MEMORY_BYTES("memoryBytes", Unit.BYTES),
    /** The container's limit, or the host's memory when it has none. */
    MEMORY_LIMIT_BYTES("memoryLimitBytes", Unit.BYTES),
    /** Over all interfaces but {@code lo}. */
    NETWORK_RECEIVED_BYTES_PER_SECOND("networkReceivedBytesPerSecond", Unit.BYTES_PER_SECOND),
    /** Over all interfaces but {@code lo}. */
    NETWORK_SENT_BYTES_PER_SECOND("networkSentBytesPerSecond", Unit.BYTES_PER_SECOND),
    /** Over all block devices. */
    BLOCK_READ_BYTES_PER_SECOND("blockReadBytesPerSecond", Unit.BYTES_PER_SECOND),
    /** Over all block devices. */
    BLOCK_WRITTEN_BYTES_PER_SECOND("blockWrittenBytesPerSecond", Unit.BYTES_PER_SECOND),
    /** Processes and threads. */
    PIDS("pids", Unit.PROCESSES),
    /** The part of {@link #CPU_CORES} in programs; in version 1 of control groups counted in hundredths of a second. */
    CPU_USER_CORES("cpuUserCores", Unit.CORES),
    /** The part of {@link #CPU_CORES} in the kernel. */
    CPU_SYSTEM_CORES("cpuSystemCores", Unit.CORES),
    /** What the container may use (quota ÷ period); unknown without a limit. */
    CPU_LIMIT_CORES("cpuLimitCores", Unit.CORES),
    /** Time for which processes had to wait by the limit, per time passed, all processors together. */
    CPU_THROTTLED_CORES("cpuThrottledCores", Unit.CORES),
    /** All memory charged to the container, file cache included. */
    MEMORY_USAGE_BYTES("memoryUsageBytes", Unit.BYTES),
    /** File cache (v1 total_cache, v2 file). */
    MEMORY_CACHE_BYTES("memoryCacheBytes", Unit.BYTES),
    /** Memory that is no file's (v1 total_rss, v2 anon). */
    MEMORY_RSS_BYTES("memoryRssBytes", Unit.BYTES),
    /** What of it is swapped out; unknown where the kernel does not count it. */
    MEMORY_SWAP_BYTES("memorySwapBytes", Unit.BYTES),
    /** How often the limit was run into (v1 failcnt, v2 max in memory.events). */
    MEMORY_LIMIT_HITS_PER_SECOND("memoryLimitHitsPerSecond", Unit.TIMES_PER_SECOND),
    /** Processes killed for want of memory. */
    MEMORY_KILLS_PER_SECOND("memoryKillsPerSecond", Unit.TIMES_PER_SECOND),
    /** Over all interfaces but {@code lo}, as the others of the network. */
    NETWORK_RECEIVED_PACKETS_PER_SECOND("networkReceivedPacketsPerSecond", Unit.PACKETS_PER_SECOND),
    NETWORK_SENT_PACKETS_PER_SECOND("networkSentPacketsPerSecond", Unit.PACKETS_PER_SECOND),
    /** Packets received or sent with an error. */
    NETWORK_ERRORS_PER_SECOND("networkErrorsPerSecond", Unit.TIMES_PER_SECOND),
    /** Packets dropped, received or to be sent. */
    NETWORK_DROPS_PER_SECOND("networkDropsPerSecond", Unit.TIMES_PER_SECOND),
    BLOCK_READ_OPERATIONS_PER_SECOND("blockReadOperationsPerSecond", Unit.OPERATIONS_PER_SECOND),
    BLOCK_WRITE_OPERATIONS_PER_SECOND("blockWriteOperationsPerSecond", Unit.OPERATIONS_PER_SECOND),
    /** Share of the time in which some process waited for a processor; unknown where the kernel does not tell. */
    CPU_PRESSURE_RATIO("cpuPressureRatio", Unit.RATIO),
    /** Share of the time in which some process waited for memory. */
    MEMORY_PRESSURE_RATIO("memoryPressureRatio", Unit.RATIO),
    /** Share of the time in which some process waited for a disk. */
    BLOCK_PRESSURE_RATIO("blockPressureRatio", Unit.RATIO);

    /** How many there are. */
    public static final int COUNT = values().length;

    private static final Map<String, Metric> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Metric::wireName, Function.identity()));

    private final String wireName;
    private final Unit unit;

    Metric(String wireName, Unit unit) {
        this.wireName = wireName;
        this.unit = unit;
    }

    /** What a value counts, and how finely it is told and stored. */
    private enum Unit {
        CORES("cores", 1e5),
        RATIO("ratio", 1e5),
        BYTES("bytes", 1),
        BYTES_PER_SECOND("bytes per second", 1),
        PROCESSES("processes", 1),
        // finely enough that one within the longest interval is more than none
        TIMES_PER_SECOND("times per second", 1e3),
        PACKETS_PER_SECOND("packets per second", 10),
        OPERATIONS_PER_SECOND("operations per second", 10);

        private final String text;
        private final double parts;

        Unit(String text, double parts) {
            this.text = text;
            this.parts = parts;
        }
    }

    /** In messages, in the API and in live events. */
    public String wireName() {
        return wireName;
    }

    /** In words, as in "bytes per second". */
    public String unit() {
        return unit.text;
    }

    /** Whether several containers' values make a mean, rather than a sum. */
    public boolean isRatio() {
        return unit == Unit.RATIO;
    }

    /** Parts of one that values are rounded to: 1 for whole numbers. */
    public double parts() {
        return unit.parts;
    }

    /**
     * Whether it came after the first nine: those are in every message, further ones only where any value is known, and a
     * receiver that does not know one passes it over.
     */
    public boolean isFurther() {
        return place() > PIDS.place();
    }

    /** Where its value stands among those of a sample. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the contract
    public int place() {
        return ordinal();
    }

    public static Optional<Metric> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
