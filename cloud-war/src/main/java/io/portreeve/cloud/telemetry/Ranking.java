package io.portreeve.cloud.telemetry;

import io.portreeve.contract.sample.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** By what containers can be put in order: one metric, or two that go together. */
public enum Ranking {
    CPU("cpu", Metric.CPU_CORES),
    MEMORY("memory", Metric.MEMORY_BYTES),
    NETWORK("network", Metric.NETWORK_RECEIVED_BYTES_PER_SECOND, Metric.NETWORK_SENT_BYTES_PER_SECOND),
    BLOCK("block", Metric.BLOCK_READ_BYTES_PER_SECOND, Metric.BLOCK_WRITTEN_BYTES_PER_SECOND);

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Metric> metrics;

    Ranking(String wireName, Metric... metrics) {
        this.wireName = wireName;
        this.metrics = List.of(metrics);
    }

    /** In the API. */
    public String wireName() {
        return wireName;
    }

    /** What is added up. */
    public List<Metric> metrics() {
        return metrics;
    }

    public String unit() {
        return metrics.get(0).unit();
    }

    public static Optional<Ranking> named(String wireName) {
        return Arrays.stream(values())
                .filter(ranking -> ranking.wireName.equals(wireName))
                .findFirst();
    }
}
