package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.ComposeService;
import io.portreeve.cloud.telemetry.MetricsHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A chart's data of a compose service: what its containers came to together.
 *
 * @param level raw, 1m, 5m, 1h or 1d: what it was read from
 * @param stepSeconds width of a bucket, or the usual distance of samples
 * @param at milliseconds since the epoch, one a point
 * @param series by metric: mean, lowest and highest value of each point; null where nothing was measured
 * @param recreations where a container took the place of one before it
 */
public record ServiceMetricsView(
        String project,
        String service,
        Instant from,
        Instant to,
        String level,
        double stepSeconds,
        List<Long> at,
        Map<String, Column> series,
        List<RecreationView> recreations) {

    static ServiceMetricsView of(ComposeService service, MetricsHistory history, WantedMetrics wanted) {
        return new ServiceMetricsView(
                service.project(),
                service.service(),
                history.series().from(),
                history.series().to(),
                history.series().level().wireName(),
                history.series().step().toMillis() / 1000.0,
                MetricsView.at(history.series()),
                wanted.series(history.series()),
                RecreationView.of(history));
    }
}
