package io.portreeve.contract.codec;

import io.portreeve.contract.sample.ContainerSample;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The values of a sample as columns, in the order in which they are written. */
enum ValueColumn {
    CPU_CORES("cpuCores", true, ContainerSample::cpuCores),
    CPU_THROTTLED_RATIO("cpuThrottledRatio", true, ContainerSample::cpuThrottledRatio),
    MEMORY_BYTES("memoryBytes", false, ContainerSample::memoryBytes),
    MEMORY_LIMIT_BYTES("memoryLimitBytes", false, ContainerSample::memoryLimitBytes),
    NETWORK_RECEIVED("networkReceivedBytesPerSecond", false, ContainerSample::networkReceivedBytesPerSecond),
    NETWORK_SENT("networkSentBytesPerSecond", false, ContainerSample::networkSentBytesPerSecond),
    BLOCK_READ("blockReadBytesPerSecond", false, ContainerSample::blockReadBytesPerSecond),
    BLOCK_WRITTEN("blockWrittenBytesPerSecond", false, ContainerSample::blockWrittenBytesPerSecond),
    PIDS("pids", false, ContainerSample::pids);

    /** Parts of one that a fraction is rounded to. */
    static final double DECIMALS = 1e5;

    static final int COUNT = values().length;
    private static final ValueColumn[] ALL = values();
    private static final Map<String, ValueColumn> BY_NAME =
            Arrays.stream(ALL).collect(Collectors.toMap(ValueColumn::wireName, Function.identity()));

    private final String wireName;
    private final boolean fraction;

    @SuppressWarnings("ImmutableEnumChecker") // always a method reference
    private final ToDoubleFunction<ContainerSample> value;

    ValueColumn(String wireName, boolean fraction, ToDoubleFunction<ContainerSample> value) {
        this.wireName = wireName;
        this.fraction = fraction;
        this.value = value;
    }

    String wireName() {
        return wireName;
    }

    /** Cores and ratios; everything else is whole. */
    boolean isFraction() {
        return fraction;
    }

    /** Where its value stands in a row of values. */
    @SuppressWarnings("EnumOrdinal") // within one message only
    int place() {
        return ordinal();
    }

    double of(ContainerSample sample) {
        return value.applyAsDouble(sample);
    }

    /** Null if there is none. */
    static ValueColumn named(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** A sample of its values in the order of the columns. */
    static ContainerSample sample(int container, double[] values) {
        return new ContainerSample(
                container,
                values[CPU_CORES.place()],
                values[CPU_THROTTLED_RATIO.place()],
                values[MEMORY_BYTES.place()],
                values[MEMORY_LIMIT_BYTES.place()],
                values[NETWORK_RECEIVED.place()],
                values[NETWORK_SENT.place()],
                values[BLOCK_READ.place()],
                values[BLOCK_WRITTEN.place()],
                values[PIDS.place()]);
    }
}
