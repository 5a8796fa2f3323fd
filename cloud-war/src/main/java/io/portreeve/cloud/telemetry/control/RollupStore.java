package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final Duration LONGEST_STEP = Duration.ofHours(1);
    private static final int MOST_DIRTY_HOURS = 1_000;
    private static final String COLUMNS = Arrays.stream(Metric.values())
            .flatMap(metric -> Stream.of("avg", "min", "max").map(kind -> metric.columnName() + "_" + kind))
            .collect(Collectors.joining(", "));
    private static final String VALUES = Arrays.stream(Metric.values())
            .flatMap(metric -> Stream.of("avg", "min", "max").map(kind -> kind + "(s." + metric.columnName() + ")"))
            .collect(Collectors.joining(", "));
    private static final String UPDATES = Arrays.stream(COLUMNS.split(", "))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));

    /** Rolls one level up to now, at most an hour of samples at once. Returns whether more is left to do. */
    public boolean advance(Connection connection, Level level, Instant now) throws SQLException {
        Optional<Instant> from = rolledUpTo(connection, level);
        Instant start = from.isPresent() ? from.get() : firstBucket(connection, level, now);
        Instant end = floor(now.minus(GRACE), level);
        Instant step = start.plus(LONGEST_STEP);
        boolean more = step.isBefore(end);
        Instant to = more ? floor(step, level) : end;
        if (!start.isBefore(to)) {
            return false;
        }
        String sql = insert(level) + " FROM container_samples s WHERE s.ts >= ? AND s.ts < ?" + upsert();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setTimestamp(1, Timestamp.from(start));
            insert.setTimestamp(2, Timestamp.from(to));
            insert.executeUpdate();
        }
        saveProgress(connection, level, to);
        return more;
    }

    /** Computes again what late samples touched. Returns whether more is left to do. */
    public boolean repair(Connection connection) throws SQLException {
        List<UUID> containers = new ArrayList<>();
        List<String> hours = new ArrayList<>();
        takeDirty(connection, containers, hours);
        if (containers.isEmpty()) {
            return false;
        }
        for (Level level : List.of(Level.ONE_MINUTE, Level.FIVE_MINUTES)) {
            Optional<Instant> rolledUpTo = rolledUpTo(connection, level);
            if (rolledUpTo.isEmpty()) {
                continue;
            }
            String sql = insert(level)
                    + " FROM unnest(?::uuid[], ?::timestamptz[]) d (container_id, hour)"
                    + " JOIN container_samples s ON s.container_id = d.container_id AND s.ts >= d.hour"
                    + " AND s.ts < d.hour + interval '1 hour' WHERE s.ts < ?" + upsert();
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setArray(1, connection.createArrayOf("uuid", containers.toArray()));
                insert.setArray(2, connection.createArrayOf("timestamptz", hours.toArray()));
                insert.setTimestamp(3, Timestamp.from(rolledUpTo.get()));
                insert.executeUpdate();
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
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT min(ts) FROM container_samples")) {
            rows.next();
            Timestamp first = rows.getTimestamp(1);
            return floor(first == null ? now.minus(GRACE) : first.toInstant(), level);
        }
    }

    private static void saveProgress(Connection connection, Level level, Instant to) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement("INSERT INTO rollup_progress (level, rolled_up_to)"
                + " VALUES (?, ?) ON CONFLICT (level) DO UPDATE SET rolled_up_to = excluded.rolled_up_to")) {
            save.setString(1, level.wireName());
            save.setTimestamp(2, Timestamp.from(to));
            save.executeUpdate();
        }
    }

    private static String insert(Level level) {
        return "INSERT INTO " + level.table() + " (organization_id, container_id, ts, samples, " + COLUMNS + ")"
                + " SELECT s.organization_id, s.container_id, date_bin('"
                + level.bucket().toMillis()
                + " milliseconds', s.ts, '1970-01-01Z'), count(*), " + VALUES;
    }

    private static String upsert() {
        return " GROUP BY 1, 2, 3 ON CONFLICT (container_id, ts) DO UPDATE SET samples = excluded.samples, " + UPDATES;
    }

    private static Instant floor(Instant instant, Level level) {
        long width = level.bucket().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), width) * width);
    }
}
