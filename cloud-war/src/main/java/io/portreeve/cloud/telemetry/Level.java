package io.portreeve.cloud.telemetry;

import java.time.Duration;
import java.util.List;

/** From which stored form a chart was read. */
public enum Level {
    /** Samples as they came. */
    RAW("raw", "container_minutes", Duration.ofDays(2)),
    ONE_MINUTE("1m", "container_rollups_1m", Duration.ofDays(7)),
    FIVE_MINUTES("5m", "container_rollups_5m", Duration.ofDays(30)),
    ONE_HOUR("1h", "container_rollups_1h", Duration.ofDays(180)),
    ONE_DAY("1d", "container_rollups_1d", Duration.ofDays(3 * 365));

    private final String wireName;
    private final String table;
    private final Duration retention;

    Level(String wireName, String table, Duration retention) {
        this.wireName = wireName;
        this.table = table;
        this.retention = retention;
    }

    public String wireName() {
        return wireName;
    }

    public String table() {
        return table;
    }

    /** How long it is kept. */
    public Duration retention() {
        return retention;
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

    /** What it is rolled up from: minutes from samples, since late ones are many; hours and days from the level below. */
    public Level source() {
        return switch (this) {
            case RAW -> throw new IllegalStateException("samples are rolled up from nothing");
            case ONE_MINUTE, FIVE_MINUTES -> RAW;
            case ONE_HOUR -> FIVE_MINUTES;
            case ONE_DAY -> ONE_HOUR;
        };
    }

    /** All that are rolled up, each after the one that it is rolled up from. */
    public static List<Level> rollups() {
        return List.of(ONE_MINUTE, FIVE_MINUTES, ONE_HOUR, ONE_DAY);
    }
}
