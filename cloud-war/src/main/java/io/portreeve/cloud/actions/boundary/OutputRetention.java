package io.portreeve.cloud.actions.boundary;

import io.portreeve.cloud.actions.control.ActionOutputs;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets go of what commands said long ago, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class OutputRetention {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_STEPS = 200;

    private final ActionOutputs outputs = new ActionOutputs();
    private final SystemDatabase database;
    private final Clock clock;

    @Inject
    public OutputRetention(SystemDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** For the proxy. */
    protected OutputRetention() {
        this(null, null);
    }

    /** In short transactions; what is too much for one run is left to the next. */
    public void run() {
        Instant before = clock.instant().minus(KEPT);
        int forgotten = MOST_AT_ONCE;
        for (int step = 0; step < MOST_STEPS && forgotten == MOST_AT_ONCE; step++) {
            forgotten = database.transaction(connection -> outputs.forget(connection, before, MOST_AT_ONCE));
        }
    }
}
