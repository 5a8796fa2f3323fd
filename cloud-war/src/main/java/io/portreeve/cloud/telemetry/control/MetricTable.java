package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.tenancy.RetentionTimes;
import java.time.Duration;

/** What readings and rollups of containers are kept in, and for how long. */
public enum MetricTable {
    MINUTES("container_minutes"),
    HOURS("container_hours"),
    /** Samples from before they were packed. */
    SAMPLES("container_samples"),
    /** Rollups from before there were hours. */
    ROLLUPS_1M("container_rollups_1m"),
    ROLLUPS_5M("container_rollups_5m"),
    ROLLUPS_1H("container_rollups_1h"),
    ROLLUPS_1D("container_rollups_1d");

    /** Beyond the latest that may still come; partitions are made for as long back. */
    private static final Duration UNTIL_PACKED = Duration.ofDays(2);

    private final String relation;

    MetricTable(String relation) {
        this.relation = relation;
    }

    String relation() {
        return relation;
    }

    /** How long an organization keeps its rows; hours as long as minutes, which are gathered from them. */
    public Duration retention(RetentionTimes times) {
        return switch (this) {
            case MINUTES -> UNTIL_PACKED;
            case SAMPLES -> times.samples();
            case HOURS, ROLLUPS_1M -> times.minutes();
            case ROLLUPS_5M -> times.fiveMinutes();
            case ROLLUPS_1H -> times.hours();
            case ROLLUPS_1D -> times.days();
        };
    }
}
