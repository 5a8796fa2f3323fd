package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.control.MachineRollupStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Brings what machines did up to now at every level, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class MachineRollups {
    private static final int MOST_STEPS = 48;

    private final MachineRollupStore store = new MachineRollupStore();
    private final SystemDatabase database;
    private final Clock clock;

    @Inject
    public MachineRollups(SystemDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** For the proxy. */
    protected MachineRollups() {
        this(null, null);
    }

    /** Does what is due, bucket by bucket, each in a transaction of its own, and no more than so many at once. */
    public void run() {
        for (Level level : MachineRollupStore.LEVELS) {
            boolean more = true;
            for (int step = 0; more && step < MOST_STEPS; step++) {
                more = database.transaction(connection -> store.advance(connection, level, clock.instant()));
            }
        }
        boolean more = true;
        for (int step = 0; more && step < MOST_STEPS; step++) {
            more = database.transaction(store::repair);
        }
    }

    /** How far each level is behind now, as with {@link Rollups#lags}; those that never ran are left out. */
    public Map<String, Duration> lags() {
        return database.transaction(connection -> {
            Map<String, Duration> lags = new LinkedHashMap<>();
            for (Level level : MachineRollupStore.LEVELS) {
                MachineRollupStore.rolledUpTo(connection, level)
                        .ifPresent(rolledUpTo ->
                                lags.put(level.wireName(), Duration.between(rolledUpTo, clock.instant())));
            }
            return lags;
        });
    }
}
