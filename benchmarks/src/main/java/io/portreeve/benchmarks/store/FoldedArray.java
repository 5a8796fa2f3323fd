package io.portreeve.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** As {@link OneArray}, but a metric that did not change within the minute is one number; a bit says which did not. */
final class FoldedArray extends Candidate {
    @Override
    String name() {
        return "folded array";
    }

    @Override
    String columns() {
        return "ts timestamptz NOT NULL, readings smallint NOT NULL, same smallint NOT NULL, v real[] NOT NULL";
    }

    @Override
    void insert(Connection connection, UUID organization, List<Minute> minutes) throws SQLException {
        FlatArrays flat = new FlatArrays(minutes);
        Integer[] same = new Integer[minutes.size()];
        for (int row = 0; row < same.length; row++) {
            Minute minute = minutes.get(row);
            flat.begin();
            for (int offset : minute.offsets()) {
                flat.add(offset);
            }
            same[row] = 0;
            for (int metric = 0; metric < METRICS; metric++) {
                double[] values = minute.values()[metric];
                boolean constant = Arrays.stream(values).allMatch(value -> Double.compare(value, values[0]) == 0);
                same[row] |= constant ? 1 << metric : 0;
                for (int reading = 0; reading < (constant ? 1 : values.length); reading++) {
                    flat.add(values[reading]);
                }
            }
        }
        String sql = "INSERT INTO " + table() + " SELECT ?, u.id, u.ts, u.n, u.same,"
                + " f.v[u.a : u.a + u.n * " + (METRICS + 1) + " - (u.n - 1) * bit_count(u.same::bit(9))::int - 1]"
                + " FROM unnest(?::uuid[], ?::timestamptz[], ?::integer[], ?::integer[], ?::integer[])"
                + " u (id, ts, a, n, same), (SELECT ?::real[] AS v) f";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, organization);
            flat.bindRows(insert, 2);
            insert.setArray(6, connection.createArrayOf("int4", same));
            flat.bindNumbers(insert, 7);
            insert.executeUpdate();
        }
    }

    @Override
    String readings(String where) {
        StringBuilder places = new StringBuilder();
        for (int metric = 0; metric < METRICS; metric++) {
            places.append(metric == 0 ? "" : ", ")
                    .append("readings * ")
                    .append(metric + 1)
                    .append(" + 1 - (readings - 1) * bit_count((same & ")
                    .append((1 << metric) - 1)
                    .append(")::bit(9))::int AS p")
                    .append(metric)
                    .append(", 1 - (same >> ")
                    .append(metric)
                    .append(" & 1) AS m")
                    .append(metric);
        }
        return "SELECT container_id, m.ts + v[i + 1] * interval '1 millisecond' AS ts, "
                + each("nullif(v[p# + i * m#], 'NaN')::float8 AS v#") + " FROM " + table() + " m, LATERAL (SELECT "
                + places + " OFFSET 0) p, generate_series(0, readings - 1) i WHERE " + where.replace("row_ts", "m.ts");
    }
}
