package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.Metric;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads rows of rollups, of any level, as they are asked for by a query that begins with {@link #SELECT}. */
final class StoredRollups {
    /** Of a table that is called s. */
    static final String SELECT = "SELECT s.organization_id, s.container_id, s.ts, s.samples, s.further, "
            + MetricColumns.OWN.stream()
                    .map(metric -> "s." + MetricColumns.name(metric))
                    .map(name -> name + "_avg::float8, " + name + "_min::float8, " + name + "_max::float8")
                    .collect(Collectors.joining(", "));

    private static final int FETCHED_AT_ONCE = 2_000;
    private static final int FIRST_VALUE = 6;

    /** Takes a bucket; the values are those of the metrics in their order, NaN where there is none, and reused. */
    @FunctionalInterface
    interface Reader {
        void bucket(
                UUID organization,
                UUID container,
                Instant start,
                int samples,
                double[] means,
                double[] lowest,
                double[] highest);
    }

    private StoredRollups() {}

    /** In a transaction rows are streamed, so that any number fits. */
    static void read(PreparedStatement query, Reader reader) throws SQLException {
        double[][] values = new double[3][Metric.COUNT];
        query.setFetchSize(FETCHED_AT_ONCE);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                for (int column = 0; column < 3 * MetricColumns.OWN.size(); column++) {
                    double value = rows.getDouble(FIRST_VALUE + column);
                    values[column % 3][column / 3] = rows.wasNull() ? Double.NaN : value;
                }
                FurtherBytes.unpack(rows.getBytes(5), values[0], values[1], values[2]);
                reader.bucket(
                        rows.getObject(1, UUID.class),
                        rows.getObject(2, UUID.class),
                        rows.getTimestamp(3).toInstant(),
                        rows.getInt(4),
                        values[0],
                        values[1],
                        values[2]);
            }
        }
    }
}
