package io.portreeve.benchmarks.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A way to store minutes, and to read them back. */
abstract class Candidate {
    static final int METRICS = 9;

    abstract String name();

    abstract String columns();

    abstract void insert(Connection connection, UUID organization, List<Minute> minutes) throws SQLException;

    /** Rows {@code (container_id, ts, v0 … v8)} of the table, as SQL with a condition on {@code container_id} and {@code row_ts}. */
    abstract String readings(String where);

    /** Mean, lowest and highest value of each metric in buckets of four minutes; gives how many buckets. */
    int chart(Connection connection, UUID container, Instant from, Instant to) throws SQLException {
        String sql = "SELECT date_bin('4 minutes', ts, '1970-01-01Z'), " + aggregates() + " FROM ("
                + readings("container_id = ? AND row_ts >= ? AND row_ts < ?") + ") r GROUP BY 1 ORDER BY 1";
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, container);
            query.setTimestamp(2, Timestamp.from(from));
            query.setTimestamp(3, Timestamp.from(to));
            return count(query.executeQuery());
        }
    }

    /** The same for all containers over one minute; gives how many rows. */
    int rollUp(Connection connection, Instant minute) throws SQLException {
        String sql = "SELECT container_id, date_bin('1 minute', ts, '1970-01-01Z'), " + aggregates() + " FROM ("
                + readings("row_ts >= ? AND row_ts < ?") + ") r GROUP BY 1, 2";
        try (var query = connection.prepareStatement(sql)) {
            query.setTimestamp(1, Timestamp.from(minute));
            query.setTimestamp(2, Timestamp.from(minute.plusSeconds(60)));
            return count(query.executeQuery());
        }
    }

    final String table() {
        return "store_" + name().replace(' ', '_');
    }

    static String each(String pattern) {
        return IntStream.range(0, METRICS)
                .mapToObj(metric -> pattern.replace("#", Integer.toString(metric)))
                .collect(Collectors.joining(", "));
    }

    private static String aggregates() {
        return each("avg(v#), min(v#), max(v#)");
    }

    private static int count(java.sql.ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }
}
