package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Metric;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Samples on their way into the database, a row a container and batch. */
final class SampleRows {
    private static final String VALUE_COLUMNS =
            Arrays.stream(Metric.values()).map(Metric::columnName).collect(Collectors.joining(", "));
    private static final String VALUE_ARRAYS = Arrays.stream(Metric.values())
            .map(metric -> "?::" + arrayType(metric) + "[]")
            .collect(Collectors.joining(", "));
    private static final String INSERT = "INSERT INTO container_minutes (organization_id, container_id, ts, body)"
            + " SELECT ?, u.* FROM unnest(?::uuid[], ?::timestamptz[], ?::bytea[]) u";
    private static final String LATEST = "INSERT INTO container_latest (organization_id, container_id, ts, "
            + VALUE_COLUMNS + ") SELECT ?, u.* FROM unnest(?::uuid[], ?::timestamptz[], " + VALUE_ARRAYS
            + ") u ORDER BY 2 ON CONFLICT (container_id) DO UPDATE SET ts = excluded.ts, "
            + Arrays.stream(Metric.values())
                    .map(metric -> metric.columnName() + " = excluded." + metric.columnName())
                    .collect(Collectors.joining(", "))
            + " WHERE container_latest.ts < excluded.ts";
    private static final String DIRTY = """
            INSERT INTO dirty_buckets (organization_id, container_id, hour)
            SELECT DISTINCT ?, u.container_id, date_trunc('hour', u.ts, 'UTC')
            FROM unnest(?::uuid[], ?::timestamptz[]) u (container_id, ts)
            WHERE u.ts < ? ORDER BY 2, 3 ON CONFLICT DO NOTHING
            """;

    private record Row(UUID container, Instant at, ContainerSample sample) {}

    private final List<List<Row>> minutes = new ArrayList<>();

    void add(PendingBatch pending) {
        Map<UUID, List<Row>> byContainer = new LinkedHashMap<>();
        for (HostReading reading : pending.batch().readings()) {
            for (ContainerSample sample : reading.samples()) {
                UUID container = pending.numbers().get(sample.container()).value();
                byContainer
                        .computeIfAbsent(container, any -> new ArrayList<>())
                        .add(new Row(container, reading.readAt(), sample));
            }
        }
        minutes.addAll(byContainer.values());
    }

    boolean isEmpty() {
        return minutes.isEmpty();
    }

    /** Writes the samples, moves the newest values forward, and marks what comes after its rollup. */
    void write(Connection connection, UUID organization, Instant late) throws SQLException {
        List<Row> firsts = minutes.stream().map(minute -> minute.get(0)).toList();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, organization);
            keys(insert, 2, firsts);
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", minutes.stream().map(SampleRows::packed).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
        List<Row> newest = newest();
        try (PreparedStatement upsert = connection.prepareStatement(LATEST)) {
            upsert.setObject(1, organization);
            keys(upsert, 2, newest);
            values(upsert, 4, newest);
            upsert.executeUpdate();
        }
        List<Row> lateRows = minutes.stream()
                .flatMap(List::stream)
                .filter(row -> row.at().isBefore(late))
                .toList();
        if (lateRows.isEmpty()) {
            return;
        }
        try (PreparedStatement mark = connection.prepareStatement(DIRTY)) {
            mark.setObject(1, organization);
            keys(mark, 2, lateRows);
            mark.setTimestamp(4, Timestamp.from(late));
            mark.executeUpdate();
        }
    }

    private static byte[] packed(List<Row> minute) {
        double[][] values = new double[Metric.values().length][minute.size()];
        for (Metric metric : Metric.values()) {
            for (int reading = 0; reading < minute.size(); reading++) {
                values[metric.place()][reading] = metric.of(minute.get(reading).sample());
            }
        }
        return PackedMinute.pack(minute.stream().map(Row::at).toArray(Instant[]::new), values);
    }

    private List<Row> newest() {
        Map<UUID, Row> newest = new LinkedHashMap<>();
        for (List<Row> minute : minutes) {
            Row last = minute.get(minute.size() - 1);
            newest.merge(last.container(), last, (a, b) -> b.at().isAfter(a.at()) ? b : a);
        }
        return List.copyOf(newest.values());
    }

    private static void keys(PreparedStatement statement, int first, List<Row> rows) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                first,
                connection.createArrayOf(
                        "uuid", rows.stream().map(Row::container).toArray()));
        statement.setArray(
                first + 1,
                connection.createArrayOf(
                        "timestamptz",
                        rows.stream().map(row -> row.at().toString()).toArray()));
    }

    private static void values(PreparedStatement statement, int first, List<Row> rows) throws SQLException {
        Connection connection = statement.getConnection();
        int index = first;
        for (Metric metric : Metric.values()) {
            String type = arrayType(metric);
            Object[] values = rows.stream()
                    .map(row -> boxed(metric.of(row.sample()), type))
                    .toArray();
            statement.setArray(index++, connection.createArrayOf(type, values));
        }
    }

    private static Object boxed(double value, String type) {
        if (Double.isNaN(value)) {
            return null;
        }
        return switch (type) {
            case "float4" -> (float) Math.min(value, Float.MAX_VALUE);
            case "int8" -> Math.round(value);
            default -> (int) Math.min(Integer.MAX_VALUE, Math.round(value));
        };
    }

    private static String arrayType(Metric metric) {
        return switch (metric) {
            case MEMORY_BYTES, MEMORY_LIMIT_BYTES -> "int8";
            case PIDS -> "int4";
            case CPU_CORES,
                    CPU_THROTTLED_RATIO,
                    NETWORK_RECEIVED_BYTES_PER_SECOND,
                    NETWORK_SENT_BYTES_PER_SECOND,
                    BLOCK_READ_BYTES_PER_SECOND,
                    BLOCK_WRITTEN_BYTES_PER_SECOND -> "float4";
        };
    }
}
