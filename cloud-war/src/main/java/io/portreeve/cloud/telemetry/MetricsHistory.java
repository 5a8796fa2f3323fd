package io.portreeve.cloud.telemetry;

import java.util.List;

/**
 * A series that goes on when containers are made anew, and where that was.
 *
 * @param recreations the oldest first; the newest ones where there are too many
 */
public record MetricsHistory(MetricsSeries series, List<Recreation> recreations) {
    public MetricsHistory {
        recreations = List.copyOf(recreations);
    }
}
