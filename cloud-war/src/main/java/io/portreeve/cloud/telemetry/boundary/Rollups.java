package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.control.HourStore;
import io.portreeve.cloud.telemetry.control.RollupStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Brings the rollups up to now, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class Rollups {
    public static final String PACKED = "packed";

    private static final int MOST_STEPS = 48;
    private static final int MOST_REPAIRS = 240;

    @Inject
    SystemDatabase database;

    @Inject
    Clock clock;

    private final RollupStore store = new RollupStore();
    private final HourStore hours = new HourStore();

    /** Does what is due, bucket by bucket, each in a transaction of its own, and no more than so many at once. */
    public void run() {
        for (Level level : Level.rolledUp()) {
            steps(MOST_STEPS, connection -> store.advance(connection, level, clock.instant()));
        }
        steps(MOST_REPAIRS, store::repair);
        steps(MOST_STEPS, connection -> hours.advance(connection, clock.instant()));
    }

    private void steps(int most, SqlWork<Boolean> step) {
        boolean more = true;
        for (int steps = 0; more && steps < most; steps++) {
            more = database.transaction(step);
        }
    }

    /**
     * How far each rollup is behind now, by its level's name, and the packing of readings by the hour, as {@link #PACKED};
     * what never ran is left out. Two and a half minutes and a bucket more are as good as it gets, half an hour and an hour
     * more for the packing.
     */
    public Map<String, Duration> lags() {
        return database.transaction(connection -> {
            Map<String, Duration> lags = new LinkedHashMap<>();
            for (Level level : Level.rolledUp()) {
                store.rolledUpTo(connection, level).ifPresent(until -> lags.put(level.wireName(), since(until)));
            }
            HourStore.packedUpTo(connection).ifPresent(until -> lags.put(PACKED, since(until)));
            return lags;
        });
    }

    private Duration since(Instant instant) {
        return Duration.between(instant, clock.instant());
    }
}
