package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hours and days, from the level below: the lowest of the lowest, the highest of the highest, means weighted by samples. */
final class CoarseRollups {
    private static final String COLUMNS = Arrays.stream(Metric.values())
            .flatMap(metric -> Stream.of("avg", "min", "max").map(kind -> MetricColumns.name(metric) + "_" + kind))
            .collect(Collectors.joining(", "));
    private static final String VALUES =
            Arrays.stream(Metric.values()).map(CoarseRollups::values).collect(Collectors.joining(", "));
    private static final String UPDATES = Arrays.stream(COLUMNS.split(", "))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));

    private CoarseRollups() {}

    /** All containers' buckets from one instant to before another. */
    static void write(Connection connection, Level level, Instant from, Instant to) throws SQLException {
        String sql = insert(level) + " WHERE s.ts >= ? AND s.ts < ?" + upsert();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setTimestamp(1, Timestamp.from(from));
            insert.setTimestamp(2, Timestamp.from(to));
            insert.executeUpdate();
        }
    }

    /** The buckets that hold these hours of containers, as far as they lie before an instant. */
    static void repair(Connection connection, Level level, UUID[] containers, String[] hours, Instant before)
            throws SQLException {
        String sql = insert(level) + " JOIN (SELECT DISTINCT d.container_id, " + bucket(level, "d.hour")
                + " AS bucket FROM unnest(?::uuid[], ?::timestamptz[]) d (container_id, hour)) b"
                + " ON s.container_id = b.container_id AND s.ts >= b.bucket AND s.ts < b.bucket + interval '"
                + level.bucket().toSeconds() + " seconds' WHERE b.bucket < ?" + upsert();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, connection.createArrayOf("uuid", containers));
            insert.setArray(2, connection.createArrayOf("timestamptz", hours));
            insert.setTimestamp(3, Timestamp.from(before));
            insert.executeUpdate();
        }
    }

    private static String insert(Level level) {
        return "INSERT INTO " + level.table() + " (organization_id, container_id, ts, samples, " + COLUMNS + ")"
                + " SELECT s.organization_id, s.container_id, " + bucket(level, "s.ts") + ", sum(s.samples)::integer, "
                + VALUES + " FROM " + level.source().table() + " s";
    }

    private static String bucket(Level level, String at) {
        return "date_bin('" + level.bucket().toSeconds() + " seconds', " + at + ", '1970-01-01Z')";
    }

    private static String upsert() {
        return " GROUP BY 1, 2, 3 ON CONFLICT (container_id, ts) DO UPDATE SET samples = excluded.samples, " + UPDATES;
    }

    private static String values(Metric metric) {
        String name = "s." + MetricColumns.name(metric);
        return "sum(" + name + "_avg::float8 * s.samples) / sum(s.samples) FILTER (WHERE " + name
                + "_avg IS NOT NULL), min(" + name + "_min), max(" + name + "_max)";
    }
}
