package io.portreeve.cloud.identity.control;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** Makes the first organization and its owner when there is nobody yet; safe when two nodes start at once. */
public final class FirstOwner {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('portreeve.first-owner'))";

    /** Whether anybody is there. */
    public boolean isNeeded(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            try (ResultSet rows = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM users)")) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    public void create(Connection connection, String email, String passwordHash, Instant now) throws SQLException {
        UUID organization = UuidCreator.getTimeOrderedEpoch();
        UUID user = UuidCreator.getTimeOrderedEpoch();
        Timestamp at = Timestamp.from(now);
        insert(
                connection,
                "INSERT INTO organizations (id, name, created_at) VALUES (?, ?, ?)",
                organization,
                "Default",
                at);
        insert(
                connection,
                "INSERT INTO users (id, email, display_name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)",
                user,
                email,
                email.substring(0, email.indexOf('@')),
                passwordHash,
                at);
        insert(
                connection,
                "INSERT INTO memberships (organization_id, user_id, role, created_at) VALUES (?, ?, 'owner', ?)",
                organization,
                user,
                at);
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
