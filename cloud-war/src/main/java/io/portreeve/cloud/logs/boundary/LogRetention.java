package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.logs.control.LogPartitions;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.contract.protocol.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Makes room for lines and lets go of those that are past their time, by whole days; on one node at a time. */
@ApplicationScoped
public class LogRetention {
    private static final Duration AHEAD = Duration.ofDays(3);

    private final LogPartitions partitions = new LogPartitions();
    private final SystemDatabase database;
    private final PortreeveConfig config;
    private final Clock clock;

    @Inject
    public LogRetention(SystemDatabase database, PortreeveConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** For the proxy. */
    protected LogRetention() {
        this(null, null, null);
    }

    public void run() {
        Instant now = clock.instant();
        LocalDate first = day(now.minus(config.logRetention()));
        LocalDate taken = day(now.minus(Limits.LOG_PAST_TOLERANCE));
        database.transaction(
                connection -> partitions.make(connection, taken.isBefore(first) ? first : taken, day(now.plus(AHEAD))));
        database.transaction(connection -> partitions.drop(connection, first));
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
