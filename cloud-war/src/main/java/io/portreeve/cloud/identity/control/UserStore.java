package io.portreeve.cloud.identity.control;

import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.UserId;
import io.portreeve.cloud.platform.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds people and their memberships across organizations; runs as the system role. */
public final class UserStore {
    private static final String MEMBER = """
            SELECT u.id, u.email, u.display_name, u.time_zone, m.organization_id, o.name, m.role
            FROM users u JOIN memberships m ON m.user_id = u.id JOIN organizations o ON o.id = m.organization_id
            """;

    /** A person and the hash of their password. */
    public record Credentials(UserId user, String passwordHash) {
        @Override
        public String toString() {
            return "Credentials[user=" + user + ", passwordHash=redacted]";
        }
    }

    public Optional<Credentials> credentials(Connection connection, String email) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id, password_hash FROM users WHERE lower(email) = lower(?)")) {
            query.setString(1, email);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Credentials(new UserId(rows.getObject(1, UUID.class)), rows.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** All memberships of a person, the oldest first. */
    public List<SignedInUser> memberships(Connection connection, UserId user) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                MEMBER + " WHERE u.id = ? ORDER BY m.created_at, m.organization_id LIMIT 1000")) {
            query.setObject(1, user.value());
            List<SignedInUser> members = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    members.add(member(rows));
                }
            }
            return members;
        }
    }

    public Optional<SignedInUser> member(Connection connection, UserId user, OrganizationId organization)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(MEMBER + " WHERE u.id = ? AND m.organization_id = ?")) {
            query.setObject(1, user.value());
            query.setObject(2, organization.value());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(member(rows)) : Optional.empty();
            }
        }
    }

    private static SignedInUser member(ResultSet row) throws SQLException {
        return new SignedInUser(
                new UserId(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                new OrganizationId(row.getObject(5, UUID.class)),
                row.getString(6),
                Role.named(row.getString(7)),
                TimeZones.named(row.getString(4)),
                ZoneOffset.UTC);
    }
}
