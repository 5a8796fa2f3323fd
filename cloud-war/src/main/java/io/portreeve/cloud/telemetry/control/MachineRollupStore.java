package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Rolls up what machines did, as {@link RollupStore} does with containers: five minutes from readings, hours and days from
 * the level below; a bucket can be computed again at any time.
 */
public final class MachineRollupStore {
    /** A reading is a minute's own, so that there is no level of a minute. */
    public static final List<Level> LEVELS = List.of(Level.FIVE_MINUTES, Level.ONE_HOUR, Level.ONE_DAY);

    private static final int HOSTS_AT_ONCE = 20_000;
    private static final int MOST_DIRTY_HOURS = 1_000;

    static String table(Level level) {
        return "host_rollups_" + level.wireName();
    }

    /** Up to when a level is complete, but for late readings; empty if it never ran. */
    public static Optional<Instant> rolledUpTo(Connection connection, Level level) throws SQLException {
        return RollupProgress.of(connection, table(level));
    }

    /** Rolls up the next bucket of a level, if it is due. Returns whether more is left to do. */
    public boolean advance(Connection connection, Level level, Instant now) throws SQLException {
        Optional<Instant> complete = level == Level.FIVE_MINUTES
                ? Optional.of(now.minus(RollupStore.GRACE))
                : rolledUpTo(connection, level.source());
        if (complete.isEmpty()) {
            return false;
        }
        Instant due = RollupStore.floor(complete.get(), level);
        Optional<Instant> from = rolledUpTo(connection, level);
        Instant start = from.isPresent() ? from.get() : firstBucket(connection, level, due);
        Instant end = start.plus(level.bucket());
        if (end.isAfter(due)) {
            if (from.isEmpty()) {
                RollupProgress.save(connection, table(level), start);
            }
            return false;
        }
        for (Slice slice : Slice.of(hosts(connection), HOSTS_AT_ONCE)) {
            String which = " WHERE " + slice.condition("s.host_id") + " AND s.ts >= ? AND s.ts < ?";
            MachineRollupRows rows = new MachineRollupRows(level);
            rows.read(connection, which, query -> {
                query.setTimestamp(1, Timestamp.from(start));
                query.setTimestamp(2, Timestamp.from(end));
            });
            rows.write(connection);
        }
        RollupProgress.save(connection, table(level), end);
        return end.isBefore(due);
    }

    /** Computes again what late readings touched. Returns whether more is left to do. */
    public boolean repair(Connection connection) throws SQLException {
        List<UUID> hosts = new ArrayList<>();
        List<String> hours = new ArrayList<>();
        takeDirty(connection, hosts, hours);
        if (hosts.isEmpty()) {
            return false;
        }
        for (Level level : LEVELS) {
            Optional<Instant> rolledUpTo = rolledUpTo(connection, level);
            if (rolledUpTo.isPresent()) {
                repair(connection, level, hosts, hours, rolledUpTo.get());
            }
        }
        return hosts.size() == MOST_DIRTY_HOURS;
    }

    private static void repair(Connection connection, Level level, List<UUID> hosts, List<String> hours, Instant before)
            throws SQLException {
        long width =
                Math.max(Level.ONE_HOUR.bucket().toSeconds(), level.bucket().toSeconds());
        String interval = "interval '" + width + " seconds'";
        String late = " JOIN (SELECT DISTINCT d.host_id, date_bin(" + interval + ", d.hour, '1970-01-01Z') AS start"
                + " FROM unnest(?::uuid[], ?::timestamptz[]) d (host_id, hour)) b"
                + " ON s.host_id = b.host_id AND s.ts >= b.start AND s.ts < b.start + " + interval + " WHERE s.ts < ?";
        MachineRollupRows rows = new MachineRollupRows(level);
        rows.read(connection, late, query -> {
            query.setArray(1, connection.createArrayOf("uuid", hosts.toArray()));
            query.setArray(2, connection.createArrayOf("timestamptz", hours.toArray()));
            query.setTimestamp(3, Timestamp.from(before));
        });
        rows.write(connection);
    }

    private static void takeDirty(Connection connection, List<UUID> hosts, List<String> hours) throws SQLException {
        String take = "DELETE FROM dirty_host_buckets WHERE (host_id, hour) IN (SELECT host_id, hour"
                + " FROM dirty_host_buckets ORDER BY hour, host_id LIMIT " + MOST_DIRTY_HOURS + ")"
                + " RETURNING host_id, hour";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(take)) {
            while (rows.next()) {
                hosts.add(rows.getObject(1, UUID.class));
                hours.add(rows.getTimestamp(2).toInstant().toString());
            }
        }
    }

    private static Instant firstBucket(Connection connection, Level level, Instant due) throws SQLException {
        String source = level == Level.FIVE_MINUTES ? "host_samples" : table(level.source());
        try (PreparedStatement query = connection.prepareStatement("SELECT min(ts) FROM " + source);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            Timestamp first = rows.getTimestamp(1);
            return first == null ? due : RollupStore.floor(first.toInstant(), level);
        }
    }

    private static long hosts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM hosts")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
