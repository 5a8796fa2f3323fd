package io.portreeve.benchmarks.store;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A row a minute, all its numbers as differences of variable length in bytes, which only the program can read. */
final class PackedBytes extends Candidate {
    private static final double[] UNITS = {1e5, 1e5, 1, 1, 1, 1, 1, 1, 1};

    @Override
    String name() {
        return "packed bytes";
    }

    @Override
    String columns() {
        return "ts timestamptz NOT NULL, body bytea NOT NULL";
    }

    @Override
    void insert(Connection connection, UUID organization, List<Minute> minutes) throws SQLException {
        String sql = "INSERT INTO " + table() + " SELECT ?, u.* FROM unnest(?::uuid[], ?::timestamptz[], ?::bytea[]) u";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, organization);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", minutes.stream().map(Minute::container).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            minutes.stream()
                                    .map(minute -> minute.start().toString())
                                    .toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", minutes.stream().map(PackedBytes::encode).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    @Override
    String readings(String where) {
        return "SELECT container_id, ts, body FROM " + table() + " WHERE " + where.replace("row_ts", "ts");
    }

    @Override
    int chart(Connection connection, UUID container, Instant from, Instant to) throws SQLException {
        return gather(
                connection, "container_id = ? AND row_ts >= ? AND row_ts < ?", List.of(container), from, to, 240_000);
    }

    @Override
    int rollUp(Connection connection, Instant minute) throws SQLException {
        return gather(connection, "row_ts >= ? AND row_ts < ?", List.of(), minute, minute.plusSeconds(60), 60_000);
    }

    private int gather(Connection connection, String where, List<UUID> containers, Instant from, Instant to, long width)
            throws SQLException {
        Map<UUID, Map<Long, double[][]>> buckets = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(readings(where))) {
            int index = 1;
            for (UUID container : containers) {
                query.setObject(index++, container);
            }
            query.setTimestamp(index++, Timestamp.from(from));
            query.setTimestamp(index, Timestamp.from(to));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Map<Long, double[][]> ofContainer =
                            buckets.computeIfAbsent(rows.getObject(1, UUID.class), any -> new HashMap<>());
                    decode(rows.getBytes(3), rows.getTimestamp(2).getTime(), width, ofContainer);
                }
            }
        }
        return buckets.values().stream().mapToInt(Map::size).sum();
    }

    private static byte[] encode(Minute minute) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        bytes.write(minute.readings());
        long before = 0;
        for (int offset : minute.offsets()) {
            write(bytes, offset - before);
            before = offset;
        }
        long[][] whole = new long[METRICS][minute.readings()];
        long same = 0;
        for (int metric = 0; metric < METRICS; metric++) {
            boolean isSame = true;
            for (int reading = 0; reading < minute.readings(); reading++) {
                double value = minute.values()[metric][reading];
                whole[metric][reading] = Double.isNaN(value) ? -1 : Math.round(value * UNITS[metric]);
                isSame &= whole[metric][reading] == whole[metric][0];
            }
            same |= isSame ? 1L << metric : 0;
        }
        write(bytes, same);
        for (int metric = 0; metric < METRICS; metric++) {
            long last = 0;
            for (int reading = 0; reading < ((same >> metric & 1) == 1 ? 1 : minute.readings()); reading++) {
                write(bytes, whole[metric][reading] - last);
                last = whole[metric][reading];
            }
        }
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while (rest > 0x7f) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static void decode(byte[] body, long start, long width, Map<Long, double[][]> buckets) {
        int[] at = {1};
        int readings = body[0];
        double[][][] of = new double[readings][][];
        long millis = start;
        for (int reading = 0; reading < readings; reading++) {
            millis += read(body, at);
            of[reading] = buckets.computeIfAbsent(Math.floorDiv(millis, width), any -> new double[METRICS][]);
        }
        long same = read(body, at);
        for (int metric = 0; metric < METRICS; metric++) {
            boolean isSame = (same >> metric & 1) == 1;
            long last = 0;
            for (int reading = 0; reading < readings; reading++) {
                last += isSame && reading > 0 ? 0 : read(body, at);
                if (last >= 0) {
                    gather(of[reading], metric, last / UNITS[metric]);
                }
            }
        }
    }

    private static void gather(double[][] bucket, int metric, double value) {
        if (bucket[metric] == null) {
            bucket[metric] = new double[] {1, value, value, value};
            return;
        }
        double[] sums = bucket[metric];
        sums[0]++;
        sums[1] += value;
        sums[2] = Math.min(sums[2], value);
        sums[3] = Math.max(sums[3], value);
    }

    private static long read(byte[] body, int[] at) {
        long value = 0;
        int shift = 0;
        byte part;
        do {
            part = body[at[0]++];
            value |= (long) (part & 0x7f) << shift;
            shift += 7;
        } while (part < 0);
        return (value >>> 1) ^ -(value & 1);
    }
}
