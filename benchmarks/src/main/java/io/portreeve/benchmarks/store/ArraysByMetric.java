package io.portreeve.benchmarks.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A row a minute, an array a metric. */
final class ArraysByMetric extends Candidate {
    @Override
    String name() {
        return "array a metric";
    }

    @Override
    String columns() {
        return "ts timestamptz NOT NULL, offsets real[] NOT NULL, "
                + each("v# real[]").replace("v2 real", "v2 float8").replace("v3 real", "v3 float8");
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
        String sql = "INSERT INTO " + table() + " SELECT ?, u.id, u.ts, f.v[u.a : u.a + u.n - 1], "
                + each("f.v[u.a + u.n * (# + 1) : u.a + u.n * (# + 2) - 1]")
                + " FROM unnest(?::uuid[], ?::timestamptz[], ?::integer[], ?::integer[]) u (id, ts, a, n),"
                + " (SELECT ?::real[] AS v) f";
        flat.insert(connection, sql, organization);
    }

    @Override
    String readings(String where) {
        return "SELECT container_id, m.ts + offsets[i] * interval '1 millisecond' AS ts, "
                + each("nullif(v#[i], 'NaN')::float8 AS v#") + " FROM " + table()
                + " m, generate_series(1, cardinality(offsets)) i WHERE " + where.replace("row_ts", "m.ts");
    }
}
