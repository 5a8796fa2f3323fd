package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.control.HostSampleStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets go of what machines did long ago, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class HostMetricsRetention {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_AT_ONCE = 20_000;
    private static final int MOST_STEPS = 200;

    private final HostSampleStore store = new HostSampleStore();
    private final SystemDatabase database;
    private final Clock clock;

    @Inject
    public HostMetricsRetention(SystemDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** For the proxy. */
    protected HostMetricsRetention() {
        this(null, null);
    }

    /** Deletes in short transactions; what is too much for one run is left to the next. */
    public void run() {
        Instant before = clock.instant().minus(KEPT);
        int deleted = MOST_AT_ONCE;
        for (int step = 0; step < MOST_STEPS && deleted == MOST_AT_ONCE; step++) {
            deleted = database.transaction(connection -> store.deleteBefore(connection, before, MOST_AT_ONCE));
        }
    }
}
