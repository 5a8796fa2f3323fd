package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Rolls samples up, as the system role: five minutes from samples, hours and days from the level below. A bucket can be
 * computed again at any time while what it comes from is kept, and comes out the same.
 */
public final class RollupStore {
    /**
     * Samples younger than this may still be on their way: those who are not {@link OrganizationWrite#LATE} when they are
     * written have 45 s to be committed.
     */
    static final Duration GRACE = OrganizationWrite.LATE.plusSeconds(45);

    /** Who marks one of them again waits for as long as these take. */
    private static final int MOST_DIRTY_HOURS = 200;
    /** A bucket of a container takes up to three kilobytes while it is gathered. */
    private static final int CONTAINERS_AT_ONCE = 10_000;

    private final int containersAtOnce;

    public RollupStore() {
        this(CONTAINERS_AT_ONCE);
    }

    RollupStore(int containersAtOnce) {
        this.containersAtOnce = containersAtOnce;
    }

    /** Rolls up the next bucket of a level, if it is due. Returns whether more is left to do. */
    public boolean advance(Connection connection, Level level, Instant now) throws SQLException {
        Optional<Instant> complete =
                level.source() == Level.RAW ? Optional.of(now.minus(GRACE)) : rolledUpTo(connection, level.source());
        if (complete.isEmpty()) {
            return false;
        }
        Instant due = floor(complete.get(), level);
        Optional<Instant> from = rolledUpTo(connection, level);
        Instant start = from.isPresent() ? from.get() : firstBucket(connection, level, due);
        Instant end = start.plus(level.bucket());
        if (end.isAfter(due)) {
            if (from.isEmpty()) {
                RollupProgress.save(connection, level.wireName(), start);
            }
            return false;
        }
        for (Slice slice : Slice.of(containers(connection), containersAtOnce)) {
            rollUp(connection, level, slice, start, end);
        }
        RollupProgress.save(connection, level.wireName(), end);
        return end.isBefore(due);
    }

    private static void rollUp(Connection connection, Level level, Slice slice, Instant start, Instant end)
            throws SQLException {
        if (level.source() == Level.RAW) {
            RollupRows rows = new RollupRows(level);
            StoredReadings.of(slice).read(connection, start, end, rows::add);
            rows.write(connection);
        } else {
            CoarseRollups.write(connection, level, slice, start, end);
        }
    }

    /** Removed ones included, which makes slices smaller than they need be. */
    private static long containers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM containers")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Computes again what late samples touched. Returns whether more is left to do. */
    public boolean repair(Connection connection) throws SQLException {
        List<UUID> containers = new ArrayList<>();
        List<Instant> hours = new ArrayList<>();
        takeDirty(connection, containers, hours);
        if (containers.isEmpty()) {
            return false;
        }
        String[] starts = hours.stream().map(Instant::toString).toArray(String[]::new);
        for (Level level : Level.rollups()) {
            Optional<Instant> rolledUpTo = rolledUpTo(connection, level);
            if (rolledUpTo.isPresent()) {
                repair(connection, level, containers.toArray(UUID[]::new), starts, rolledUpTo.get());
            }
        }
        HourStore.repair(connection, containers, hours);
        return containers.size() == MOST_DIRTY_HOURS;
    }

    private static void repair(
            Connection connection, Level level, UUID[] containers, String[] hours, Instant rolledUpTo)
            throws SQLException {
        if (level.source() != Level.RAW) {
            CoarseRollups.repair(connection, level, containers, hours, rolledUpTo);
            return;
        }
        RollupRows rows = new RollupRows(level);
        StoredReadings.ofHours(connection, containers, hours, (organization, container, at, values) -> {
            if (at.isBefore(rolledUpTo)) {
                rows.add(organization, container, at, values);
            }
        });
        rows.write(connection);
    }

    /** Up to when a level is complete, but for late samples; empty if it never ran. */
    public Optional<Instant> rolledUpTo(Connection connection, Level level) throws SQLException {
        return RollupProgress.of(connection, level.wireName());
    }

    /** Those that somebody marks just now are left, since what they stand for is not committed. */
    private static void takeDirty(Connection connection, List<UUID> containers, List<Instant> hours)
            throws SQLException {
        String take = "DELETE FROM dirty_buckets WHERE (container_id, hour) IN (SELECT container_id, hour"
                + " FROM dirty_buckets ORDER BY hour, container_id LIMIT " + MOST_DIRTY_HOURS
                + " FOR UPDATE SKIP LOCKED)"
                + " RETURNING container_id, hour";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(take)) {
            while (rows.next()) {
                containers.add(Ids.at(rows, 1));
                hours.add(rows.getTimestamp(2).toInstant());
            }
        }
    }

    private static Instant firstBucket(Connection connection, Level level, Instant due) throws SQLException {
        Timestamp first =
                level.source() == Level.RAW ? StoredReadings.first(connection) : firstOf(connection, level.source());
        return first == null ? due : floor(first.toInstant(), level);
    }

    private static Timestamp firstOf(Connection connection, Level level) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT min(ts) FROM " + level.table())) {
            rows.next();
            return rows.getTimestamp(1);
        }
    }

    static Instant floor(Instant instant, Level level) {
        long width = level.bucket().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), width) * width);
    }
}
