package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.EnrolledHost;
import io.portreeve.cloud.fleet.EnrolmentProgress;
import io.portreeve.cloud.fleet.EnrolmentTokenId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code enrolment_tokens}, which know only the hash of a token. */
public final class EnrolmentTokenStore {
    /** Whose token it is. */
    public record Owner(OrganizationId organization, EnrolmentTokenId id) {}

    public void create(
            Connection connection,
            Owner owner,
            byte[] hash,
            UUID createdBy,
            Instant createdAt,
            Instant expiresAt,
            int uses)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into enrolment_tokens
                    (organization_id, id, token_hash, created_by, created_at, expires_at, uses_left)
                values (?, ?, ?, ?, ?, ?, ?)
                """)) {
            statement.setObject(1, owner.organization().value());
            statement.setObject(2, owner.id().value());
            statement.setBytes(3, hash);
            statement.setObject(4, createdBy);
            statement.setObject(5, Columns.timestamp(createdAt));
            statement.setObject(6, Columns.timestamp(expiresAt));
            statement.setInt(7, uses);
            statement.executeUpdate();
        }
    }

    /** For the system role, since the organization is not known yet. */
    public Optional<Owner> owner(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select organization_id, id from enrolment_tokens where token_hash = ?")) {
            statement.setBytes(1, hash);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Owner(
                                new OrganizationId(Columns.uuid(row, "organization_id")),
                                new EnrolmentTokenId(Columns.uuid(row, "id"))))
                        : Optional.empty();
            }
        }
    }

    /**
     * Takes one use, and holds the token until the transaction ends.
     *
     * @return false if the token is used up or expired
     */
    public boolean use(Connection connection, Owner owner, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update enrolment_tokens set uses_left = uses_left - 1
                where organization_id = ? and id = ? and uses_left > 0 and expires_at > ?
                """)) {
            statement.setObject(1, owner.organization().value());
            statement.setObject(2, owner.id().value());
            statement.setObject(3, Columns.timestamp(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** The agent that this very key was enrolled as by this very token, whose answer may have been lost. */
    public Optional<AuthenticatedAgent> enrolledBefore(
            Connection connection, Owner owner, byte[] publicKey, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.id, a.host_id
                from enrolment_tokens t
                join agents a on a.organization_id = t.organization_id and a.enrolment_token_id = t.id
                where t.organization_id = ? and t.id = ? and t.expires_at > ?
                    and a.public_key = ? and a.revoked_at is null
                """)) {
            statement.setObject(1, owner.organization().value());
            statement.setObject(2, owner.id().value());
            statement.setObject(3, Columns.timestamp(now));
            statement.setBytes(4, publicKey);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new AuthenticatedAgent(
                                owner.organization(),
                                new HostId(Columns.uuid(row, "host_id")),
                                new AgentId(Columns.uuid(row, "id"))))
                        : Optional.empty();
            }
        }
    }

    public Optional<EnrolmentProgress> progress(Connection connection, EnrolmentTokenId id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select uses_left, expires_at from enrolment_tokens where id = ?")) {
            statement.setObject(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new EnrolmentProgress(
                        row.getInt("uses_left"),
                        Columns.instant(row, "expires_at").orElseThrow(),
                        enrolled(connection, id)));
            }
        }
    }

    private static List<EnrolledHost> enrolled(Connection connection, EnrolmentTokenId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select h.id, h.name, a.last_seen_at is not null as connected
                from agents a join hosts h on h.organization_id = a.organization_id and h.id = a.host_id
                where a.enrolment_token_id = ? order by a.enrolled_at, a.id
                """)) {
            statement.setObject(1, id.value());
            try (ResultSet rows = statement.executeQuery()) {
                List<EnrolledHost> hosts = new ArrayList<>();
                while (rows.next()) {
                    hosts.add(new EnrolledHost(
                            new HostId(Columns.uuid(rows, "id")),
                            rows.getString("name"),
                            rows.getBoolean("connected")));
                }
                return hosts;
            }
        }
    }
}
