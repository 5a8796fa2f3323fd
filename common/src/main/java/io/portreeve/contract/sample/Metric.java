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
    PIDS("pids", Unit.PROCESSES);

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
        PROCESSES("processes", 1);

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

    /** Where its value stands among those of a sample. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the contract
    public int place() {
        return ordinal();
    }

    public static Optional<Metric> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
