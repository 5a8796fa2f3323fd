package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.Metric;
import io.portreeve.cloud.telemetry.MetricsSeries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a chart: per bucket and container the mean weighted by samples, the lowest and the highest value; then the sum
 * over the containers. For one container the sum is its value.
 */
final class ChartQuery {
    private static final List<Metric> METRICS = List.of(Metric.values());
    private static final String EACH_CONTAINER = "container_id = ANY (?)";

    private ChartQuery() {}

    static MetricsSeries read(Connection connection, ChartPlan plan, List<UUID> containers, List<LiveSamples> readings)
            throws SQLException {
        SeriesBuilder series = new SeriesBuilder(plan);
        Instant rolledUpTo = plan.level() == Level.RAW ? Instant.EPOCH : rolledUpTo(connection, plan.level());
        LiveRows live = new LiveRows(readings, containers, later(start(plan), rolledUpTo), plan.to());
        try (PreparedStatement query = connection.prepareStatement(sql(plan, live))) {
            Object ids = connection.createArrayOf("uuid", containers.toArray());
            int index = 1;
            if (plan.level() != Level.RAW) {
                query.setObject(index++, ids);
                query.setTimestamp(index++, Timestamp.from(plan.bucketOf(plan.from())));
                query.setTimestamp(index++, Timestamp.from(earlier(plan.to(), rolledUpTo)));
            }
            query.setObject(index++, ids);
            query.setTimestamp(index++, Timestamp.from(later(start(plan), rolledUpTo)));
            query.setTimestamp(index++, Timestamp.from(plan.to()));
            live.bind(query, index);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    series.add(rows);
                }
            }
        }
        return series.build();
    }

    private static Instant start(ChartPlan plan) {
        return plan.gathers() ? plan.bucketOf(plan.from()) : plan.from();
    }

    private static Instant rolledUpTo(Connection connection, Level level) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT rolled_up_to FROM rollup_progress WHERE level = ?")) {
            query.setString(1, level.wireName());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getTimestamp(1).toInstant() : Instant.EPOCH;
            }
        }
    }

    private static String sql(ChartPlan plan, LiveRows live) {
        String stored = "SELECT container_id, ts, 1 AS samples, "
                + each(metric -> metric.columnName() + "::float8 AS " + metric.columnName() + "_avg, "
                        + metric.columnName() + "::float8 AS " + metric.columnName() + "_min, "
                        + metric.columnName() + "::float8 AS " + metric.columnName() + "_max")
                + " FROM container_samples WHERE " + EACH_CONTAINER + " AND ts >= ? AND ts < ?";
        String samples = live.isEmpty() ? stored : stored + " UNION ALL " + LiveRows.SELECT;
        String rollups = "SELECT container_id, ts, samples, "
                + each(metric -> metric.columnName() + "_avg::float8, " + metric.columnName() + "_min::float8, "
                        + metric.columnName() + "_max::float8")
                + " FROM " + plan.level().table() + " WHERE " + EACH_CONTAINER + " AND ts >= ? AND ts < ?";
        String source = plan.level() == Level.RAW ? samples : rollups + " UNION ALL " + samples;
        String bucket =
                plan.gathers() ? "date_bin('" + plan.bucket().toMillis() + " milliseconds', ts, '1970-01-01Z')" : "ts";
        String perContainer = "SELECT " + bucket + " AS bucket, "
                + each(metric -> "sum(" + metric.columnName() + "_avg * samples) / sum(samples) FILTER (WHERE "
                        + metric.columnName() + "_avg IS NOT NULL) AS " + metric.columnName() + "_avg, min("
                        + metric.columnName() + "_min) AS " + metric.columnName() + "_min, max("
                        + metric.columnName() + "_max) AS " + metric.columnName() + "_max")
                + " FROM (" + source + ") source GROUP BY bucket, container_id";
        return "SELECT bucket, "
                + each(metric -> "sum(" + metric.columnName() + "_avg), sum(" + metric.columnName() + "_min), sum("
                        + metric.columnName() + "_max)")
                + " FROM (" + perContainer + ") each GROUP BY bucket ORDER BY bucket";
    }

    private static String each(Function<Metric, String> part) {
        return METRICS.stream().map(part).collect(Collectors.joining(", "));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
