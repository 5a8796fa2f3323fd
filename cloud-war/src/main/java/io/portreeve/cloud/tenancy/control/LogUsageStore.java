package io.portreeve.cloud.tenancy.control;

import io.portreeve.cloud.platform.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;

/** Rows of {@code log_usage}: a day's bytes in several, so that agents of one organization seldom wait for each other. */
public final class LogUsageStore {
    private static final int PARTS = 16;

    public long used(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT coalesce(sum(bytes), 0) FROM log_usage WHERE day = ?")) {
            query.setObject(1, day);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    public void add(Connection connection, OrganizationId organization, UUID agent, LocalDate day, long bytes)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO log_usage (organization_id, day, part, bytes) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (organization_id, day, part)"
                        + " DO UPDATE SET bytes = log_usage.bytes + excluded.bytes")) {
            insert.setObject(1, organization.value());
            insert.setObject(2, day);
            insert.setInt(3, Math.floorMod(agent.hashCode(), PARTS));
            insert.setLong(4, bytes);
            insert.executeUpdate();
        }
    }

    public int deleteBefore(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM log_usage WHERE day < ?")) {
            delete.setObject(1, day);
            return delete.executeUpdate();
        }
    }
}
