package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Readings that were told live, as rows of a chart beside those that are stored; those that are both count once. */
final class LiveRows {
    static final String SELECT = "SELECT l.container_id, l.ts, 1, "
            + Arrays.stream(Metric.values())
                    .map(metric ->
                            "l." + metric.columnName() + ", l." + metric.columnName() + ", l." + metric.columnName())
                    .collect(Collectors.joining(", "))
            + " FROM unnest(?::uuid[], ?::timestamptz[]"
            + ", ?::float8[]".repeat(Metric.values().length) + ") l (container_id, ts, "
            + Arrays.stream(Metric.values()).map(Metric::columnName).collect(Collectors.joining(", "))
            + ") WHERE NOT EXISTS (SELECT FROM container_samples s WHERE s.container_id = l.container_id"
            + " AND s.ts = l.ts AND s.ts >= ?)";

    private final List<LatestSample> samples;

    LiveRows(List<LiveSamples> readings, List<UUID> containers, Instant from, Instant to) {
        Set<UUID> wanted = new HashSet<>(containers);
        samples = readings.stream()
                .flatMap(reading -> reading.samples().stream())
                .filter(sample -> wanted.contains(sample.id().value()))
                .filter(sample -> !sample.at().isBefore(from) && sample.at().isBefore(to))
                .toList();
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    void bind(PreparedStatement query, int first) throws SQLException {
        if (isEmpty()) {
            return;
        }
        Connection connection = query.getConnection();
        int index = first;
        query.setArray(
                index++,
                connection.createArrayOf(
                        "uuid",
                        samples.stream().map(sample -> sample.id().value()).toArray()));
        query.setArray(
                index++,
                connection.createArrayOf(
                        "timestamptz",
                        samples.stream().map(sample -> sample.at().toString()).toArray()));
        for (Metric metric : Metric.values()) {
            Object[] values =
                    samples.stream().map(sample -> sample.values().get(metric)).toArray();
            query.setArray(index++, connection.createArrayOf("float8", values));
        }
        Instant oldest = samples.stream()
                .map(LatestSample::at)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElseThrow();
        query.setTimestamp(index, Timestamp.from(oldest));
    }
}
