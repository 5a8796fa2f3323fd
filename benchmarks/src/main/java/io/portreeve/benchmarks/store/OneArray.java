package io.portreeve.benchmarks.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A row a minute, all its numbers in one array, metric after metric. */
final class OneArray extends Candidate {
    @Override
    String name() {
        return "one array";
    }

    @Override
    String columns() {
        return "ts timestamptz NOT NULL, readings smallint NOT NULL, v real[] NOT NULL";
    }

    @Override
    void insert(Connection connection, UUID organization, List<Minute> minutes) throws SQLException {
        FlatArrays flat = new FlatArrays(minutes);
        for (Minute minute : minutes) {
            flat.begin();
            for (int offset : minute.offsets()) {
                flat.add(offset);
            }
            for (double[] metric : minute.values()) {
                for (double value : metric) {
                    flat.add(value);
                }
            }
        }
        String sql = "INSERT INTO " + table() + " SELECT ?, u.id, u.ts, u.n, f.v[u.a : u.a + u.n * " + (METRICS + 1)
                + " - 1] FROM unnest(?::uuid[], ?::timestamptz[], ?::integer[], ?::integer[]) u (id, ts, a, n),"
                + " (SELECT ?::real[] AS v) f";
        flat.insert(connection, sql, organization);
    }

    @Override
    String readings(String where) {
        return "SELECT container_id, m.ts + v[i] * interval '1 millisecond' AS ts, "
                + each("nullif(v[readings * (# + 1) + i], 'NaN')::float8 AS v#") + " FROM " + table()
                + " m, generate_series(1, readings) i WHERE " + where.replace("row_ts", "m.ts");
    }
}
