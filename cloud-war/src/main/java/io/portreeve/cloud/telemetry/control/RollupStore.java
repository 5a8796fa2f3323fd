package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
 * Rolls samples up, as the system role. Every level is computed from samples, so a bucket can be computed again at any
 * time while they are kept, and comes out the same.
 */
public final class RollupStore {
    /**
     * Samples younger than this may still be on their way: those who are not {@link OrganizationWrite#LATE} when they are
     * written have 45 s to be committed.
     */
    static final Duration GRACE = OrganizationWrite.LATE.plusSeconds(45);

    private static final int MOST_DIRTY_HOURS = 1_000;
    private static final List<Level> LEVELS = List.of(Level.ONE_MINUTE, Level.FIVE_MINUTES);

    /** Rolls up the next bucket of a level, if it is due. Returns whether more is left to do. */
    public boolean advance(Connection connection, Level level, Instant now) throws SQLException {
        Optional<Instant> from = rolledUpTo(connection, level);
        Instant start = from.isPresent() ? from.get() : firstBucket(connection, level, now);
        Instant end = start.plus(level.bucket());
        Instant due = floor(now.minus(GRACE), level);
        if (end.isAfter(due)) {
            if (from.isEmpty()) {
                saveProgress(connection, level, start);
            }
            return false;
        }
        RollupRows rows = new RollupRows(level);
        StoredReadings.ofAll().read(connection, start, end, rows::add);
        rows.write(connection);
        saveProgress(connection, level, end);
        return end.isBefore(due);
    }

    /** Computes again what late samples touched. Returns whether more is left to do. */
    public boolean repair(Connection connection) throws SQLException {
        List<UUID> containers = new ArrayList<>();
        List<String> hours = new ArrayList<>();
        takeDirty(connection, containers, hours);
        if (containers.isEmpty()) {
            return false;
        }
        for (Level level : LEVELS) {
            Optional<Instant> rolledUpTo = rolledUpTo(connection, level);
            if (rolledUpTo.isPresent()) {
                RollupRows rows = new RollupRows(level);
                StoredReadings.ofHours(
                        connection,
                        containers.toArray(UUID[]::new),
                        hours.toArray(String[]::new),
                        (organization, container, at, values) -> {
                            if (at.isBefore(rolledUpTo.get())) {
                                rows.add(organization, container, at, values);
                            }
                        });
                rows.write(connection);
            }
        }
        return containers.size() == MOST_DIRTY_HOURS;
    }

    /** Up to when a level is complete, but for late samples; empty if it never ran. */
    public Optional<Instant> rolledUpTo(Connection connection, Level level) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT rolled_up_to FROM rollup_progress WHERE level = ?")) {
            query.setString(1, level.wireName());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }

    private static void takeDirty(Connection connection, List<UUID> containers, List<String> hours)
            throws SQLException {
        String take = "DELETE FROM dirty_buckets WHERE (container_id, hour) IN (SELECT container_id, hour"
                + " FROM dirty_buckets ORDER BY hour, container_id LIMIT " + MOST_DIRTY_HOURS + ")"
                + " RETURNING container_id, hour";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(take)) {
            while (rows.next()) {
                containers.add(rows.getObject(1, UUID.class));
                hours.add(rows.getTimestamp(2).toInstant().toString());
            }
        }
    }

    private static Instant firstBucket(Connection connection, Level level, Instant now) throws SQLException {
        Timestamp first = StoredReadings.first(connection);
        return floor(first == null ? now.minus(GRACE) : first.toInstant(), level);
    }

    private static void saveProgress(Connection connection, Level level, Instant to) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement("INSERT INTO rollup_progress (level, rolled_up_to)"
                + " VALUES (?, ?) ON CONFLICT (level) DO UPDATE SET rolled_up_to = excluded.rolled_up_to")) {
            save.setString(1, level.wireName());
            save.setTimestamp(2, Timestamp.from(to));
            save.executeUpdate();
        }
    }

    static Instant floor(Instant instant, Level level) {
        long width = level.bucket().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), width) * width);
    }
}
