package io.portreeve.cloud.identity.control;

import io.portreeve.cloud.identity.ApiToken;
import io.portreeve.cloud.identity.ApiTokenId;
import io.portreeve.cloud.identity.NewApiToken;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.UserId;
import io.portreeve.cloud.platform.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code api_tokens}. */
public final class ApiTokenStore {
    private static final Duration USE_KEPT_EXACT_TO = Duration.ofMinutes(1);

    private final UserStore users = new UserStore();

    /** Of the organization in scope; nobody else counts or creates until the transaction ends. */
    public int count(Connection connection, OrganizationId organization) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended('api_tokens ' || ?, 0))")) {
            lock.setString(1, organization.toString());
            lock.execute();
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM api_tokens");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    public void create(Connection connection, SignedInUser owner, NewApiToken token, byte[] hash) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO api_tokens (organization_id, id,"
                + " user_id, name, scope, token_hash, created_at) VALUES (?, ?, ?, ?, 'read', ?, ?)")) {
            insert.setObject(1, owner.organizationId().value());
            insert.setObject(2, token.id().value());
            insert.setObject(3, owner.id().value());
            insert.setString(4, token.name());
            insert.setBytes(5, hash);
            insert.setTimestamp(6, Timestamp.from(token.createdAt()));
            insert.executeUpdate();
        }
    }

    public List<ApiToken> all(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT t.id, t.name, u.display_name, t.created_at, t.last_used_at"
                                + " FROM api_tokens t JOIN users u ON u.id = t.user_id ORDER BY t.id DESC LIMIT 1000");
                ResultSet rows = query.executeQuery()) {
            List<ApiToken> tokens = new ArrayList<>();
            while (rows.next()) {
                tokens.add(new ApiToken(
                        new ApiTokenId(rows.getObject(1, UUID.class)),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getTimestamp(4).toInstant(),
                        Optional.ofNullable(rows.getTimestamp(5)).map(Timestamp::toInstant)));
            }
            return tokens;
        }
    }

    /** Gives the name of what was there. */
    public Optional<String> delete(Connection connection, ApiTokenId id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM api_tokens WHERE id = ? RETURNING name")) {
            delete.setObject(1, id.value());
            try (ResultSet rows = delete.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** Whose it is, as a viewer, whatever else they may do; across organizations, as the system role. */
    public Optional<SignedInUser> use(Connection connection, byte[] hash, Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, user_id, organization_id, last_used_at FROM api_tokens WHERE token_hash = ?")) {
            query.setBytes(1, hash);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Timestamp last = row.getTimestamp(4);
                if (last == null || last.toInstant().isBefore(now.minus(USE_KEPT_EXACT_TO))) {
                    used(connection, row.getObject(1, UUID.class), now);
                }
                UserId user = new UserId(row.getObject(2, UUID.class));
                return users.member(connection, user, new OrganizationId(row.getObject(3, UUID.class)))
                        .map(ApiTokenStore::asViewer);
            }
        }
    }

    private static void used(Connection connection, UUID id, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE api_tokens SET last_used_at = ? WHERE id = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    private static SignedInUser asViewer(SignedInUser user) {
        return new SignedInUser(
                user.id(),
                user.email(),
                user.displayName(),
                user.organizationId(),
                user.organizationName(),
                Role.VIEWER,
                user.chosenZone(),
                user.zoneHere());
    }
}
