package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Buckets of machines of one level, between what they are made of and the database; they replace what stands there. */
final class MachineRollupRows {
    private static final int FETCHED_AT_ONCE = 2_000;
    private static final int ROWS_AT_ONCE = 2_000;

    private record Key(UUID organization, UUID host, Instant bucket) {}

    /** Sets the parameters of a condition. */
    @FunctionalInterface
    interface Binder {
        void bind(PreparedStatement query) throws SQLException;
    }

    private final Level level;
    private final Map<Key, MachineBucket> buckets = new HashMap<>();

    MachineRollupRows(Level level) {
        this.level = level;
    }

    /**
     * Reads what the level is made of.
     *
     * @param which a condition, or a join and a condition, on a table called s
     */
    void read(Connection connection, String which, Binder binder) throws SQLException {
        boolean fromReadings = level == Level.FIVE_MINUTES;
        String columns = fromReadings ? HostSampleStore.COLUMNS : "s.ts, s.samples, s.body";
        String table = fromReadings ? "host_samples" : MachineRollupStore.table(level.source());
        String sql = "SELECT s.organization_id, s.host_id, " + columns + " FROM " + table + " s" + which;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            binder.bind(query);
            query.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Instant at = row.getTimestamp("ts").toInstant();
                    MachineBucket bucket = buckets.computeIfAbsent(
                            new Key(Ids.at(row, 1), Ids.at(row, 2), RollupStore.floor(at, level)),
                            any -> new MachineBucket());
                    if (fromReadings) {
                        bucket.add(MachineReading.values(HostSampleStore.sample(row)));
                    } else {
                        bucket.add(row.getInt("samples"), row.getBytes("body"));
                    }
                }
            }
        }
    }

    void write(Connection connection) throws SQLException {
        // in order, so that two writers never wait for each other
        List<Map.Entry<Key, MachineBucket>> rows = buckets.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        java.util.Comparator.comparing(Key::host).thenComparing(Key::bucket)))
                .toList();
        for (int first = 0; first < rows.size(); first += ROWS_AT_ONCE) {
            write(connection, rows.subList(first, Math.min(rows.size(), first + ROWS_AT_ONCE)));
        }
    }

    private void write(Connection connection, List<Map.Entry<Key, MachineBucket>> rows) throws SQLException {
        String sql = "INSERT INTO " + MachineRollupStore.table(level) + " (organization_id, host_id, ts, samples, body)"
                + " SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::integer[], ?::bytea[])"
                + " ON CONFLICT (host_id, ts) DO UPDATE SET samples = excluded.samples, body = excluded.body";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            rows.stream()
                                    .map(row -> row.getKey().organization())
                                    .toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid",
                            rows.stream().map(row -> row.getKey().host()).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            rows.stream()
                                    .map(row -> row.getKey().bucket().toString())
                                    .toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "int4",
                            rows.stream().map(row -> row.getValue().samples()).toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea",
                            rows.stream().map(row -> row.getValue().pack()).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }
}
