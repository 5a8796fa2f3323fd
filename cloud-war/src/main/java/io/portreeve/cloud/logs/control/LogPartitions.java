package io.portreeve.cloud.logs.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Makes and drops days of lines, through the functions of the schema's owner; as the system role, in a transaction. Gives
 * up soon where others hold a lock: everybody who writes or reads would wait behind it.
 */
public final class LogPartitions {
    /** Makes what is missing of these days; how many those were. */
    public int make(Connection connection, LocalDate first, LocalDate last) throws SQLException {
        return call(connection, "select make_log_partitions(?, ?)", first, last);
    }

    /** Drops the days before this one; how many those were. */
    public int drop(Connection connection, LocalDate before) throws SQLException {
        return call(connection, "select drop_log_partitions(?)", before);
    }

    private static int call(Connection connection, String sql, LocalDate... days) throws SQLException {
        try (PreparedStatement limit = connection.prepareStatement("select set_config('lock_timeout', '2s', true)")) {
            limit.execute();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < days.length; i++) {
                statement.setObject(i + 1, days[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
