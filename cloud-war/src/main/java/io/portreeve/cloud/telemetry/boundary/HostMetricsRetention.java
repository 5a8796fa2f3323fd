package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.control.MachineRetentionStore;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.boundary.RetentionPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Lets go of what machines did long ago, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class HostMetricsRetention {
    private static final int MOST_AT_ONCE = 20_000;
    private static final int MOST_STEPS = 200;

    private final MachineRetentionStore store = new MachineRetentionStore();
    private final SystemDatabase database;
    private final RetentionPolicy policy;
    private final Clock clock;

    @Inject
    public HostMetricsRetention(SystemDatabase database, RetentionPolicy policy, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.clock = clock;
    }

    /** For the proxy. */
    protected HostMetricsRetention() {
        this(null, null, null);
    }

    /**
     * Deletes what organizations do not keep any longer, in short transactions; what is too much for one run is left to the
     * next.
     */
    public void run() {
        Map<RetentionTimes, List<UUID>> organizations = policy.all().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.mapping(entry -> entry.getKey().value(), Collectors.toList())));
        for (Level level : MachineRetentionStore.LEVELS) {
            organizations.forEach(
                    (times, those) -> delete(level, those, clock.instant().minus(level.retention(times))));
        }
    }

    private void delete(Level level, List<UUID> organizations, Instant before) {
        int deleted = MOST_AT_ONCE;
        for (int step = 0; step < MOST_STEPS && deleted == MOST_AT_ONCE; step++) {
            deleted = database.transaction(
                    connection -> store.delete(connection, level, organizations, before, MOST_AT_ONCE));
        }
    }
}
