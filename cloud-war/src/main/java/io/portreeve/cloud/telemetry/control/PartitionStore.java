package io.portreeve.cloud.telemetry.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Makes and drops days of samples and rollups, through the functions of the schema's owner. Both need a table for
 * themselves for a moment; while they wait for it nobody else comes to it, so they do not wait for long.
 */
public final class PartitionStore {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Duration patience;

    public PartitionStore() {
        this(PATIENCE);
    }

    PartitionStore(Duration patience) {
        this.patience = patience;
    }

    /** Whether it failed only for others' work with the table, and may be tried again. */
    public static boolean isBusy(Throwable failure) {
        return failure.getCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    /** Makes what is missing up to and with this day. */
    public boolean make(Connection connection, LocalDate until) throws SQLException {
        limit(connection);
        try (PreparedStatement statement = connection.prepareStatement("SELECT make_partitions(?)")) {
            statement.setObject(1, until);
            return statement.execute();
        }
    }

    /** Drops the days of a table that lie before this one. */
    public boolean drop(Connection connection, MetricTable table, LocalDate before) throws SQLException {
        limit(connection);
        try (PreparedStatement statement = connection.prepareStatement("SELECT drop_partitions(?, ?)")) {
            statement.setString(1, table.relation());
            statement.setObject(2, before);
            return statement.execute();
        }
    }

    private void limit(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('lock_timeout', ?, true)")) {
            statement.setString(1, patience.toMillis() + "ms");
            statement.execute();
        }
    }
}
