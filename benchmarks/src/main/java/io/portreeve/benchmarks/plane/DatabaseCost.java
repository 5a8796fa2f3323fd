package io.portreeve.benchmarks.plane;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** What the database has written and takes on disk. */
public final class DatabaseCost {
    /** Partitions are counted with their table; indexes and TOAST are included. */
    private static final String SIZES = """
            select coalesce(pg_partition_root(c.oid), c.oid)::regclass::text as name,
                sum(pg_total_relation_size(c.oid))::bigint as bytes
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and (n.nspname like 'portreeve%' or n.nspname like '\\_timescaledb\\_internal')
            group by 1
            """;

    private DatabaseCost() {}

    /** Position in the write-ahead log, in bytes. */
    public static long walBytes(Connection connection) throws SQLException {
        return number(connection, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");
    }

    /** Bytes of each table. */
    public static Map<String, Long> tables(Connection connection) throws SQLException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SIZES)) {
            while (rows.next()) {
                bytes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return bytes;
    }

    public static long checkpoints(Connection connection) throws SQLException {
        return number(connection, "select num_timed + num_requested from pg_stat_checkpointer");
    }

    public static long commits(Connection connection) throws SQLException {
        return number(connection, "select xact_commit from pg_stat_database where datname = current_database()");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
