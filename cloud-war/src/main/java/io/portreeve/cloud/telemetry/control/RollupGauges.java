package io.portreeve.cloud.telemetry.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Under which name the rollups' lag is told to a monitoring system. */
public final class RollupGauges {
    private static final double MILLIS_PER_SECOND = 1_000;

    private RollupGauges() {}

    /**
     * Writes the lag of each level.
     *
     * @param what is rolled up, such as containers
     */
    public static void write(PrometheusText text, String what, Map<String, Duration> lags) {
        lags.forEach((level, lag) -> text.gauge(
                "portreeve_rollup_lag_seconds",
                "Age of the end of the last bucket that was rolled up, of all organizations.",
                PrometheusText.labels(List.of("of", what, "level", level)),
                lag.toMillis() / MILLIS_PER_SECOND));
    }
}
