package io.portreeve.cloud.telemetry;

import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a chart draws.
 *
 * @param level where it was read from; the newest buckets of a rollup come from samples until they are rolled up
 * @param step width of a bucket, or the usual distance of samples
 * @param at start of each bucket, or the moment of each sample, ascending; every column has as many values
 */
public record MetricsSeries(
        Instant from, Instant to, Level level, Duration step, List<Instant> at, Map<Metric, Column> columns) {
    public MetricsSeries {
        at = List.copyOf(at);
        columns = Map.copyOf(columns);
    }
}
