package io.portreeve.benchmarks.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A row a reading, a column a metric. */
final class WideRows extends Candidate {
    @Override
    String name() {
        return "wide rows";
    }

    @Override
    String columns() {
        return "ts timestamptz NOT NULL, interval_millis integer NOT NULL, v0 real, v1 real, v2 bigint, v3 bigint,"
                + " v4 real, v5 real, v6 real, v7 real, v8 integer";
    }

    @Override
    void insert(Connection connection, UUID organization, List<Minute> minutes) throws SQLException {
        int rows = minutes.stream().mapToInt(Minute::readings).sum();
        Object[] ids = new Object[rows];
        Object[] times = new Object[rows];
        Integer[] intervals = new Integer[rows];
        Object[][] values = new Object[METRICS][rows];
        int row = 0;
        for (Minute minute : minutes) {
            for (int reading = 0; reading < minute.readings(); reading++) {
                ids[row] = minute.container();
                times[row] = minute.at(reading).toString();
                intervals[row] = 10_000;
                for (int metric = 0; metric < METRICS; metric++) {
                    values[metric][row] = boxed(metric, minute.values()[metric][reading]);
                }
                row++;
            }
        }
        String sql = "INSERT INTO " + table() + " SELECT ?, u.* FROM unnest(?::uuid[], ?::timestamptz[], ?::integer[]"
                + ", ?::real[], ?::real[], ?::bigint[], ?::bigint[], ?::real[], ?::real[], ?::real[], ?::real[]"
                + ", ?::integer[]) u";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setObject(1, organization);
            insert.setArray(2, connection.createArrayOf("uuid", ids));
            insert.setArray(3, connection.createArrayOf("timestamptz", times));
            insert.setArray(4, connection.createArrayOf("integer", intervals));
            for (int metric = 0; metric < METRICS; metric++) {
                insert.setArray(5 + metric, connection.createArrayOf(type(metric), values[metric]));
            }
            insert.executeUpdate();
        }
    }

    @Override
    String readings(String where) {
        return "SELECT container_id, ts, " + each("v#::float8 AS v#") + " FROM " + table() + " WHERE "
                + where.replace("row_ts", "ts");
    }

    private static String type(int metric) {
        return metric == 2 || metric == 3 ? "int8" : metric == 8 ? "int4" : "float4";
    }

    private static Object boxed(int metric, double value) {
        if (Double.isNaN(value)) {
            return null;
        }
        return switch (type(metric)) {
            case "int8" -> (Object) Math.round(value);
            case "int4" -> (Object) (int) Math.round(value);
            default -> (Object) (float) value;
        };
    }
}
