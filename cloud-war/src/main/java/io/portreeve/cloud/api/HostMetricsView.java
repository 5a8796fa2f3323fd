package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.MetricsSeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A chart's data of a host: what all of its containers came to together.
 *
 * @param level raw, 1m, 5m, 1h or 1d: what it was read from
 * @param stepSeconds width of a bucket, or the usual distance of samples
 * @param at milliseconds since the epoch, one a point
 * @param series by metric: mean, lowest and highest value of each point; null where nothing was measured
 */
public record HostMetricsView(
        UUID hostId,
        Instant from,
        Instant to,
        String level,
        double stepSeconds,
        List<Long> at,
        Map<String, Column> series) {

    static HostMetricsView of(UUID host, MetricsSeries metrics, WantedMetrics wanted) {
        return new HostMetricsView(
                host,
                metrics.from(),
                metrics.to(),
                metrics.level().wireName(),
                metrics.step().toMillis() / 1000.0,
                MetricsView.at(metrics),
                wanted.series(metrics));
    }
}
