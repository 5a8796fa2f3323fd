package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.MetricsHistory;
import io.portreeve.cloud.telemetry.MetricsSeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A chart's data.
 *
 * @param level raw, 1m, 5m, 1h or 1d: what it was read from
 * @param stepSeconds width of a bucket, or the usual distance of samples
 * @param at milliseconds since the epoch, one a point
 * @param series by metric: mean, lowest and highest value of each point; null where nothing was measured
 * @param percentiles by metric and name as in p95, where any were asked for: the value that so many of a hundred readings
 *     of each point do not exceed; null where that is not known
 * @param recreations where the container took the place of one before it; empty unless those were asked for
 */
public record MetricsView(
        UUID containerId,
        Instant from,
        Instant to,
        String level,
        double stepSeconds,
        List<Long> at,
        Map<String, Column> series,
        Map<String, Map<String, List<Double>>> percentiles,
        List<RecreationView> recreations) {

    static MetricsView of(UUID container, MetricsSeries metrics, WantedMetrics wanted) {
        return of(container, new MetricsHistory(metrics, List.of()), wanted);
    }

    static MetricsView of(UUID container, MetricsHistory history, WantedMetrics wanted) {
        MetricsSeries metrics = history.series();
        return new MetricsView(
                container,
                metrics.from(),
                metrics.to(),
                metrics.level().wireName(),
                metrics.step().toMillis() / 1000.0,
                at(metrics),
                wanted.series(metrics),
                WantedPercentiles.view(metrics),
                RecreationView.of(history));
    }

    static List<Long> at(MetricsSeries metrics) {
        return metrics.at().stream().map(Instant::toEpochMilli).toList();
    }
}
