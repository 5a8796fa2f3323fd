package io.portreeve.cloud.telemetry;

import io.portreeve.cloud.tenancy.RetentionTimes;
import java.time.Duration;
import java.util.List;

/** From which stored form a chart was read. */
public enum Level {
    /** Samples as they came. */
    RAW("raw", "container_minutes"),
    /** Gathered from samples; stored ones are from before readings were packed by the hour. */
    ONE_MINUTE("1m", "container_rollups_1m"),
    FIVE_MINUTES("5m", "container_rollups_5m"),
    ONE_HOUR("1h", "container_rollups_1h"),
    ONE_DAY("1d", "container_rollups_1d");

    private final String wireName;
    private final String table;

    Level(String wireName, String table) {
        this.wireName = wireName;
        this.table = table;
    }

    public String wireName() {
        return wireName;
    }

    public String table() {
        return table;
    }

    /** Whether it also holds how the readings of processor time and memory are spread. */
    public boolean isSketched() {
        return this == FIVE_MINUTES || this == ONE_HOUR || this == ONE_DAY;
    }

    /** How long an organization keeps it. */
    public Duration retention(RetentionTimes times) {
        return switch (this) {
            case RAW -> times.samples();
            case ONE_MINUTE -> times.minutes();
            case FIVE_MINUTES -> times.fiveMinutes();
            case ONE_HOUR -> times.hours();
            case ONE_DAY -> times.days();
        };
    }

    /**
     * Width of a rollup's bucket.
     *
     * @throws IllegalStateException for {@link #RAW}, which has none
     */
    public Duration bucket() {
        return switch (this) {
            case RAW -> throw new IllegalStateException("samples have no bucket");
            case ONE_MINUTE -> Duration.ofMinutes(1);
            case FIVE_MINUTES -> Duration.ofMinutes(5);
            case ONE_HOUR -> Duration.ofHours(1);
            case ONE_DAY -> Duration.ofDays(1);
        };
    }

    /** What it is rolled up from: five minutes from samples; hours and days from the level below. */
    public Level source() {
        return switch (this) {
            case RAW -> throw new IllegalStateException("samples are rolled up from nothing");
            case ONE_MINUTE, FIVE_MINUTES -> RAW;
            case ONE_HOUR -> FIVE_MINUTES;
            case ONE_DAY -> ONE_HOUR;
        };
    }

    /** All that are rolled up, each after the one that it is rolled up from. */
    public static List<Level> rolledUp() {
        return List.of(FIVE_MINUTES, ONE_HOUR, ONE_DAY);
    }

    /** All of which there may be stored buckets, from fine to coarse. */
    public static List<Level> rollups() {
        return List.of(ONE_MINUTE, FIVE_MINUTES, ONE_HOUR, ONE_DAY);
    }
}
