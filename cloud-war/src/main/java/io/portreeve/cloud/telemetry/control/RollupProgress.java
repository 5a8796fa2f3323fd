package io.portreeve.cloud.telemetry.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** How far rollups have come, by their names. */
final class RollupProgress {
    private RollupProgress() {}

    /** Empty if it never ran. */
    static Optional<Instant> of(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT rolled_up_to FROM rollup_progress WHERE level = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }

    static void save(Connection connection, String name, Instant to) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement("INSERT INTO rollup_progress (level, rolled_up_to)"
                + " VALUES (?, ?) ON CONFLICT (level) DO UPDATE SET rolled_up_to = excluded.rolled_up_to")) {
            save.setString(1, name);
            save.setTimestamp(2, Timestamp.from(to));
            save.executeUpdate();
        }
    }
}
