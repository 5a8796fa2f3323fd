package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.sample.AgentFigures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Rows of {@code agents} and {@code agent_cursors}, and what an agent says of its host. */
public final class AgentStore {
    private static final Duration WIDEST_SKEW = Duration.ofDays(36_500);

    /** A public key and whose it is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record KeyRow(AuthenticatedAgent agent, byte[] publicKey) {}

    /** The keys of those of these agents that are not revoked; for the system role, since the organizations are not known yet. */
    public Map<AgentId, KeyRow> keys(Connection connection, Collection<AgentId> agents) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select id, organization_id, host_id, public_key from agents"
                        + " where id = any(?::uuid[]) and revoked_at is null")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", agents.stream().map(AgentId::value).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                Map<AgentId, KeyRow> keys = new HashMap<>();
                while (rows.next()) {
                    AgentId id = new AgentId(Columns.uuid(rows, "id"));
                    AuthenticatedAgent agent = new AuthenticatedAgent(
                            new OrganizationId(Columns.uuid(rows, "organization_id")),
                            new HostId(Columns.uuid(rows, "host_id")),
                            id);
                    keys.put(id, new KeyRow(agent, rows.getBytes("public_key")));
                }
                return keys;
            }
        }
    }

    /**
     * Advances a cursor.
     *
     * @return false if the sequence number was stored before
     */
    public boolean advance(Connection connection, AuthenticatedAgent agent, Stream stream, long sequence)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into agent_cursors (organization_id, agent_id, stream, sequence) values (?, ?, ?, ?)
                on conflict (agent_id, stream) do update set sequence = excluded.sequence
                where agent_cursors.sequence < excluded.sequence
                """)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.agent().value());
            statement.setString(3, stream.wireName());
            statement.setLong(4, sequence);
            return statement.executeUpdate() == 1;
        }
    }

    /** Whether the session is the newest, which it then stays until the transaction ends. */
    public boolean holdsEpoch(Connection connection, AuthenticatedAgent agent, long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select 1 from agents
                where organization_id = ? and id = ? and epoch = ? and revoked_at is null for no key update
                """)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.agent().value());
            statement.setLong(3, epoch);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    public void status(Connection connection, AuthenticatedAgent agent, AgentStatus status, Instant now)
            throws SQLException {
        if (status.figures().isPresent()) {
            figures(connection, agent, status.figures().get(), now);
        }
        try (PreparedStatement host = connection.prepareStatement(
                        "update hosts set engine_problem = ?, clock_skew_millis = coalesce(?, clock_skew_millis)"
                                + " where organization_id = ? and id = ?");
                PreparedStatement dropped = connection.prepareStatement(
                        "update agents set dropped_batches = ? where organization_id = ? and id = ?")) {
            dropped.setLong(1, status.droppedBatches());
            dropped.setObject(2, agent.organization().value());
            dropped.setObject(3, agent.agent().value());
            dropped.executeUpdate();
            host.setString(1, status.engineProblem().map(Columns::storable).orElse(null));
            host.setObject(2, status.clockSkew().map(AgentStore::boundedMillis).orElse(null), Types.BIGINT);
            host.setObject(3, agent.organization().value());
            host.setObject(4, agent.host().value());
            host.executeUpdate();
        }
    }

    private static void figures(Connection connection, AuthenticatedAgent agent, AgentFigures figures, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update agents set " + AgentHealthRow.ASSIGNMENTS + " where organization_id = ? and id = ?")) {
            int place = AgentHealthRow.set(statement, 1, figures, now);
            statement.setObject(place, agent.organization().value());
            statement.setObject(place + 1, agent.agent().value());
            statement.executeUpdate();
        }
    }

    static long boundedMillis(Duration skew) {
        long seconds = Math.max(-WIDEST_SKEW.toSeconds(), Math.min(WIDEST_SKEW.toSeconds(), skew.toSeconds()));
        return seconds == skew.toSeconds() ? skew.toMillis() : seconds * 1000;
    }

    /** A host and its agent, new; the organization's scope must be open. */
    public void create(
            Connection connection, AuthenticatedAgent agent, String hostName, byte[] key, UUID token, Instant now)
            throws SQLException {
        try (PreparedStatement host = connection.prepareStatement(
                        "insert into hosts (organization_id, id, name, created_at) values (?, ?, ?, ?)");
                PreparedStatement row = connection.prepareStatement("""
                        insert into agents (organization_id, id, host_id, public_key, enrolment_token_id, enrolled_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)) {
            host.setObject(1, agent.organization().value());
            host.setObject(2, agent.host().value());
            host.setString(3, Columns.storable(hostName));
            host.setObject(4, Columns.timestamp(now));
            host.executeUpdate();
            row.setObject(1, agent.organization().value());
            row.setObject(2, agent.agent().value());
            row.setObject(3, agent.host().value());
            row.setBytes(4, key);
            row.setObject(5, token);
            row.setObject(6, Columns.timestamp(now));
            row.executeUpdate();
        }
    }
}
