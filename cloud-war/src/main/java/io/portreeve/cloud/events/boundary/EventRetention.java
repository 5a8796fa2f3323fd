package io.portreeve.cloud.events.boundary;

import io.portreeve.cloud.events.control.EventStore;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Lets go of events that are past their time, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class EventRetention {
    private static final int MOST_AT_ONCE = 5_000;
    private static final int MOST_STEPS = 200;

    private final EventStore store = new EventStore();
    private final SystemDatabase database;
    private final PortreeveConfig config;
    private final Clock clock;

    @Inject
    public EventRetention(SystemDatabase database, PortreeveConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** For the proxy. */
    protected EventRetention() {
        this(null, null, null);
    }

    /** Deletes in short transactions; what is too much for one run is left to the next. */
    public void run() {
        Instant before = clock.instant().minus(config.eventRetention());
        for (UUID organization : database.transaction(store::organizations)) {
            int steps = 0;
            int deleted = MOST_AT_ONCE;
            while (deleted == MOST_AT_ONCE && steps++ < MOST_STEPS) {
                deleted = database.transaction(
                        connection -> store.deleteBefore(connection, organization, before, MOST_AT_ONCE));
            }
        }
    }
}
