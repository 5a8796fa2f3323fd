package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import io.portreeve.contract.sample.Metric;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads rows of rollups, of any level, as they are asked for by a query that begins with {@link #select}. */
final class StoredRollups {
    private static final String KEY = "SELECT s.organization_id, s.container_id, s.ts, s.samples, s.further, ";
    private static final String VALUES = MetricColumns.OWN.stream()
            .map(metric -> "s." + MetricColumns.name(metric))
            .map(name -> name + "_avg::float8, " + name + "_min::float8, " + name + "_max::float8")
            .collect(Collectors.joining(", "));

    private static final int FETCHED_AT_ONCE = 2_000;
    private static final int FIRST_VALUE = 7;

    /** Takes a bucket. */
    @FunctionalInterface
    interface Reader {
        void bucket(UUID organization, UUID container, Instant start, RolledUp readings);
    }

    private StoredRollups() {}

    /** Of a level's table, which is called s. */
    static String select(Level level, boolean sketches) {
        return KEY + (sketches && level.isSketched() ? "s.sketches, " : "NULL::bytea, ") + VALUES + " FROM "
                + level.table() + " s";
    }

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
                        Ids.at(rows, 1),
                        Ids.at(rows, 2),
                        rows.getTimestamp(3).toInstant(),
                        new RolledUp(rows.getInt(4), values[0], values[1], values[2], rows.getBytes(6)));
            }
        }
    }
}
