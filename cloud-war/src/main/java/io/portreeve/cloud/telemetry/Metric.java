package io.portreeve.cloud.telemetry;

import io.portreeve.contract.sample.ContainerSample;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The values of a container sample; what each means stands at {@link ContainerSample}. */
public enum Metric {
    CPU_CORES("cpuCores", "cpu_cores", "cores", ContainerSample::cpuCores),
    CPU_THROTTLED_RATIO("cpuThrottledRatio", "cpu_throttled_ratio", "ratio", ContainerSample::cpuThrottledRatio),
    MEMORY_BYTES("memoryBytes", "memory_bytes", "bytes", ContainerSample::memoryBytes),
    MEMORY_LIMIT_BYTES("memoryLimitBytes", "memory_limit_bytes", "bytes", ContainerSample::memoryLimitBytes),
    NETWORK_RECEIVED_BYTES_PER_SECOND(
            "networkReceivedBytesPerSecond",
            "network_received_bytes_per_second",
            "bytes per second",
            ContainerSample::networkReceivedBytesPerSecond),
    NETWORK_SENT_BYTES_PER_SECOND(
            "networkSentBytesPerSecond",
            "network_sent_bytes_per_second",
            "bytes per second",
            ContainerSample::networkSentBytesPerSecond),
    BLOCK_READ_BYTES_PER_SECOND(
            "blockReadBytesPerSecond",
            "block_read_bytes_per_second",
            "bytes per second",
            ContainerSample::blockReadBytesPerSecond),
    BLOCK_WRITTEN_BYTES_PER_SECOND(
            "blockWrittenBytesPerSecond",
            "block_written_bytes_per_second",
            "bytes per second",
            ContainerSample::blockWrittenBytesPerSecond),
    PIDS("pids", "pids", "processes", ContainerSample::pids);

    private final String wireName;
    private final String columnName;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // always a method reference
    private final ToDoubleFunction<ContainerSample> value;

    Metric(String wireName, String columnName, String unit, ToDoubleFunction<ContainerSample> value) {
        this.wireName = wireName;
        this.columnName = columnName;
        this.unit = unit;
        this.value = value;
    }

    /** In the API and in live events. */
    public String wireName() {
        return wireName;
    }

    /** In the database. */
    public String columnName() {
        return columnName;
    }

    /** Where its value stands among those of a reading. */
    @SuppressWarnings("EnumOrdinal") // within one process only
    public int place() {
        return ordinal();
    }

    /** Whether several containers' values make a mean, rather than a sum. */
    public boolean isRatio() {
        return this == CPU_THROTTLED_RATIO;
    }

    public String unit() {
        return unit;
    }

    /** The value in a sample; NaN where it could not be had. */
    public double of(ContainerSample sample) {
        return value.applyAsDouble(sample);
    }

    public static Optional<Metric> named(String wireName) {
        return Arrays.stream(values())
                .filter(metric -> metric.wireName.equals(wireName))
                .findFirst();
    }
}
