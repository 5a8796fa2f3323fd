package io.portreeve.cloud.telemetry;

import java.time.Duration;

/** From which stored form a chart was read. */
public enum Level {
    /** Samples as they came. */
    RAW("raw", "container_minutes", Duration.ofDays(2)),
    ONE_MINUTE("1m", "container_rollups_1m", Duration.ofDays(7)),
    FIVE_MINUTES("5m", "container_rollups_5m", Duration.ofDays(30));

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
        };
    }
}
