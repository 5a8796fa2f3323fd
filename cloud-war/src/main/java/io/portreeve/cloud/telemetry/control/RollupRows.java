package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import io.portreeve.contract.sample.Metric;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Buckets of one level on their way into the database; they replace what stands there. */
final class RollupRows {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final List<String> COLUMNS = MetricColumns.OWN.stream()
            .flatMap(metric -> Stream.of("avg", "min", "max").map(kind -> MetricColumns.name(metric) + "_" + kind))
            .toList();
    private static final String UPDATES =
            COLUMNS.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));

    private record Key(UUID organization, UUID container, Instant bucket) {}

    private final Level level;
    private final Map<Key, Gathered> buckets = new HashMap<>();

    RollupRows(Level level) {
        this.level = level;
    }

    /** A reading. */
    void add(UUID organization, UUID container, Instant at, double[] values) {
        bucket(organization, container, at).add(values);
    }

    /** What so many readings of a finer level came to. */
    void add(UUID organization, UUID container, Instant at, RolledUp readings) {
        bucket(organization, container, at).add(readings);
    }

    private Gathered bucket(UUID organization, UUID container, Instant at) {
        return buckets.computeIfAbsent(
                new Key(organization, container, RollupStore.floor(at, level)),
                any -> new Gathered(level.isSketched()));
    }

    void write(Connection connection) throws SQLException {
        // in order, so that two writers never wait for each other
        List<Map.Entry<Key, Gathered>> rows = buckets.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        java.util.Comparator.comparing(Key::container).thenComparing(Key::bucket)))
                .toList();
        for (int first = 0; first < rows.size(); first += ROWS_AT_ONCE) {
            write(connection, rows.subList(first, Math.min(rows.size(), first + ROWS_AT_ONCE)));
        }
    }

    private void write(Connection connection, List<Map.Entry<Key, Gathered>> rows) throws SQLException {
        String values = COLUMNS.stream()
                .map(column -> "nullif(u." + column + ", 'NaN')")
                .collect(Collectors.joining(", "));
        String names = String.join(", ", COLUMNS);
        String sketches = level.isSketched() ? ", sketches" : "";
        String sql = "INSERT INTO " + level.table() + " (organization_id, container_id, ts, samples, further, " + names
                + sketches + ") SELECT u.organization_id, u.container_id, u.ts, u.samples, u.further, " + values
                + sketches + " FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::integer[], ?::bytea[]"
                + ", ?::float8[]".repeat(COLUMNS.size()) + (level.isSketched() ? ", ?::bytea[]" : "")
                + ") u (organization_id, container_id, ts, samples, further, " + names + sketches + ")"
                + " ON CONFLICT (container_id, ts) DO UPDATE SET samples = excluded.samples, further = excluded.further, "
                + UPDATES + (level.isSketched() ? ", sketches = excluded.sketches" : "");
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", column(rows, row -> row.getKey().organization())));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", column(rows, row -> row.getKey().container())));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            column(rows, row -> row.getKey().bucket().toString())));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "int4", column(rows, row -> row.getValue().samples())));
            PGConnection postgres = connection.unwrap(PGConnection.class);
            insert.setArray(5, bytes(connection, rows, FurtherBytes::pack));
            int index = 6;
            for (Metric metric : MetricColumns.OWN) {
                insert.setArray(index++, postgres.createArrayOf("float8", numbers(rows, metric, Gathered::avg)));
                insert.setArray(index++, postgres.createArrayOf("float8", numbers(rows, metric, Gathered::min)));
                insert.setArray(index++, postgres.createArrayOf("float8", numbers(rows, metric, Gathered::max)));
            }
            if (level.isSketched()) {
                insert.setArray(
                        index,
                        bytes(
                                connection,
                                rows,
                                row -> row.sketches().orElseThrow().pack()));
            }
            insert.executeUpdate();
        }
    }

    private static Array bytes(
            Connection connection, List<Map.Entry<Key, Gathered>> rows, Function<Gathered, byte[]> packed)
            throws SQLException {
        return connection.createArrayOf(
                "bytea", rows.stream().map(Map.Entry::getValue).map(packed).toArray(byte[][]::new));
    }

    @FunctionalInterface
    private interface Value {
        double of(Gathered bucket, Metric metric);
    }

    private static double[] numbers(List<Map.Entry<Key, Gathered>> rows, Metric metric, Value value) {
        return rows.stream()
                .map(Map.Entry::getValue)
                .mapToDouble(bucket -> bucket.has(metric) ? value.of(bucket, metric) : Double.NaN)
                .toArray();
    }

    private static Object[] column(
            List<Map.Entry<Key, Gathered>> rows, Function<Map.Entry<Key, Gathered>, Object> value) {
        return rows.stream().map(value).toArray();
    }
}
