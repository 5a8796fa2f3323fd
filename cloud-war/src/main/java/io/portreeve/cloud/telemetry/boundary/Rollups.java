package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.control.RollupStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings the rollups up to now, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class Rollups {
    private static final List<Level> LEVELS = List.of(Level.ONE_MINUTE, Level.FIVE_MINUTES);
    private static final int MOST_STEPS = 48;

    @Inject
    SystemDatabase database;

    @Inject
    Clock clock;

    private final RollupStore store = new RollupStore();

    /** Does what is due, bucket by bucket, each in a transaction of its own, and no more than so many at once. */
    public void run() {
        for (Level level : LEVELS) {
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

    /** How far the one-minute rollup is behind now; empty if it never ran. Two and a half minutes are as good as it gets. */
    public Optional<Duration> lag() {
        return database.transaction(connection -> store.rolledUpTo(connection, Level.ONE_MINUTE))
                .map(rolledUpTo -> Duration.between(rolledUpTo, clock.instant()));
    }
}
