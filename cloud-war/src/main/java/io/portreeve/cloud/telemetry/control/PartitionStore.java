package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/** Makes and drops days of samples and rollups, through the functions of the schema's owner. */
public final class PartitionStore {
    /** Makes what is missing up to and with this day. */
    public boolean make(Connection connection, LocalDate until) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT make_partitions(?)")) {
            statement.setObject(1, until);
            return statement.execute();
        }
    }

    /** Drops the days of a level that lie before this one, also where its samples stood before they were packed. */
    public boolean drop(Connection connection, Level level, LocalDate before) throws SQLException {
        return drop(connection, level.table(), before)
                && (level != Level.RAW || drop(connection, "container_samples", before));
    }

    private static boolean drop(Connection connection, String table, LocalDate before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT drop_partitions(?, ?)")) {
            statement.setString(1, table);
            statement.setObject(2, before);
            return statement.execute();
        }
    }
}
