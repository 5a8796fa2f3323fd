package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.control.ExpiredRows;
import io.portreeve.cloud.telemetry.control.HourStore;
import io.portreeve.cloud.telemetry.control.MetricTable;
import io.portreeve.cloud.telemetry.control.PartitionStore;
import io.portreeve.cloud.telemetry.control.RollupStore;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.boundary.RetentionPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;

/** Makes room for what comes and lets go of what is over: whole days where it is over for all, else row by row. */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class.getName());
    private static final int DAYS_AHEAD = 3;
    private static final int MOST_ATTEMPTS = 15;
    /** What a run does not come to is left to the next. */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    @Inject
    SystemDatabase database;

    @Inject
    RetentionPolicy policy;

    @Inject
    Clock clock;

    private final PartitionStore partitions = new PartitionStore();
    private final ExpiredRows expired = new ExpiredRows();
    private final RollupStore rollups = new RollupStore();

    /** Makes the partitions of the next days and drops those whose every row is past every organization's retention. */
    public void run() {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        patiently(connection -> partitions.make(connection, today.plusDays(DAYS_AHEAD)));
        RetentionTimes longest = longest(policy.all().values());
        for (MetricTable table : MetricTable.values()) {
            Instant over = clock.instant().minus(table.retention(longest));
            LocalDate before =
                    earlier(over, needed(table)).atZone(ZoneOffset.UTC).toLocalDate();
            patiently(connection -> partitions.drop(connection, table, before));
        }
    }

    /** From when on a table is still read from, or written to, by what packs and rolls up; after an absence that is long ago. */
    private Instant needed(MetricTable table) {
        return switch (table) {
            case MINUTES, HOURS ->
                earlier(
                        database.transaction(HourStore::packedUpTo).orElse(Instant.EPOCH),
                        database.transaction(connection -> rollups.rolledUpTo(connection, Level.FIVE_MINUTES))
                                .orElse(Instant.EPOCH));
            case ROLLUPS_5M ->
                database.transaction(connection -> rollups.rolledUpTo(connection, Level.ONE_HOUR))
                        .orElse(Instant.EPOCH);
            default -> Instant.MAX;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Lets others at the table between two attempts; what does not come about is left to the next run. */
    private void patiently(SqlWork<Boolean> work) {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            try {
                database.transaction(work);
                return;
            } catch (DatabaseException e) {
                if (!PartitionStore.isBusy(e)) {
                    throw e;
                }
            }
        }
        LOG.warning("partitions are left to the next run: their table is in use all the time");
    }

    /** Deletes what is over for an organization while its partition is still needed for others. */
    public void trim() {
        Map<OrganizationId, RetentionTimes> all = policy.all();
        RetentionTimes longest = longest(all.values());
        Instant until = clock.instant().plus(LONGEST_RUN);
        all.forEach((organization, times) -> {
            for (MetricTable table : MetricTable.values()) {
                if (table.retention(times).compareTo(table.retention(longest)) < 0) {
                    trim(organization, table, clock.instant().minus(table.retention(times)), until);
                }
            }
        });
    }

    private void trim(OrganizationId organization, MetricTable table, Instant before, Instant until) {
        List<UUID> containers = database.transaction(connection -> expired.containers(connection, organization));
        for (int first = 0; first < containers.size() && clock.instant().isBefore(until); ) {
            int next = Math.min(containers.size(), first + ExpiredRows.CONTAINERS_AT_ONCE);
            List<UUID> some = containers.subList(first, next);
            database.transaction(connection -> expired.delete(connection, table, some, before));
            first = next;
        }
    }

    private static RetentionTimes longest(Collection<RetentionTimes> all) {
        return all.stream().reduce(RetentionTimes::longest).orElse(RetentionTimes.DEFAULT);
    }
}
