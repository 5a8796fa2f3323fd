package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.control.PartitionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Makes room for what comes and lets go of what is over, by whole days. */
@ApplicationScoped
public class Retention {
    private static final int DAYS_AHEAD = 3;

    @Inject
    SystemDatabase database;

    @Inject
    Clock clock;

    private final PartitionStore partitions = new PartitionStore();

    /** Makes the partitions of the next days and drops those whose every row is past its level's retention. */
    public void run() {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        database.transaction(connection -> partitions.make(connection, today.plusDays(DAYS_AHEAD)));
        for (Level level : Level.values()) {
            LocalDate before = clock.instant()
                    .minus(level.retention())
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate();
            database.transaction(connection -> partitions.drop(connection, level, before));
        }
    }
}
