package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.control.RollupStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Brings the rollups up to now, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class Rollups {
    private static final int MOST_STEPS = 48;

    @Inject
    SystemDatabase database;

    @Inject
    Clock clock;

    private final RollupStore store = new RollupStore();

    /** Does what is due, bucket by bucket, each in a transaction of its own, and no more than so many at once. */
    public void run() {
        for (Level level : Level.rollups()) {
            int steps = 0;
            boolean more = true;
            while (more && steps++ < MOST_STEPS) {
                more = database.transaction(connection -> store.advance(connection, level, clock.instant()));
            }
        }
        int steps = 0;
        boolean more = true;
        while (more && steps++ < MOST_STEPS) {
            more = database.transaction(store::repair);
        }
    }

    /**
     * How far each rollup is behind now; those that never ran are left out. Two and a half minutes are as good as it gets
     * for the finest, and for the others a bucket more.
     */
    public Map<Level, Duration> lags() {
        return database.transaction(connection -> {
            Map<Level, Duration> lags = new EnumMap<>(Level.class);
            for (Level level : Level.rollups()) {
                store.rolledUpTo(connection, level)
                        .ifPresent(rolledUpTo -> lags.put(level, Duration.between(rolledUpTo, clock.instant())));
            }
            return lags;
        });
    }
}
