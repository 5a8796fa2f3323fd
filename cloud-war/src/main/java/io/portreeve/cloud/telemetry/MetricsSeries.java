package io.portreeve.cloud.telemetry;

import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a chart draws.
 *
 * @param level where it was read from; the newest buckets of a rollup come from samples until they are rolled up
 * @param step width of a bucket, or the usual distance of samples
 * @param at start of each bucket, or the moment of each sample, ascending; every column has as many values
 * @param percentiles of processor time and memory, as far as they were asked for: the values that so many of a hundred
 *     readings of each bucket do not exceed, within a hundredth; null where that is not known
 */
public record MetricsSeries(
        Instant from,
        Instant to,
        Level level,
        Duration step,
        List<Instant> at,
        Map<Metric, Column> columns,
        Map<Metric, Map<Integer, List<Double>>> percentiles) {
    public MetricsSeries {
        at = List.copyOf(at);
        columns = Map.copyOf(columns);
        percentiles = percentiles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> copy(entry.getValue())));
    }

    /** Without percentiles. */
    public MetricsSeries(
            Instant from, Instant to, Level level, Duration step, List<Instant> at, Map<Metric, Column> columns) {
        this(from, to, level, step, at, columns, Map.of());
    }

    private static Map<Integer, List<Double>> copy(Map<Integer, List<Double>> values) {
        return values.keySet().stream()
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(
                                Function.identity(),
                                percent -> Collections.unmodifiableList(new ArrayList<>(values.get(percent))),
                                (first, second) -> first,
                                TreeMap::new),
                        Collections::unmodifiableMap));
    }
}
