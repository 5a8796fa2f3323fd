package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The coarse presence in the database, written for all agents of a node at once. */
public final class PresenceStore {
    private static final String HEARD = """
            with sessions as (
                select a.id, a.organization_id, a.host_id, a.epoch, a.epoch = s.epoch as newest
                from unnest(?::uuid[], ?::bigint[]) as s(id, epoch)
                join agents a on a.id = s.id and a.revoked_at is null),
            agents_due as (
                select a.id from agents a where a.id in (select id from sessions where newest)
                for no key update skip locked),
            agents_heard as (
                update agents a set last_seen_at = ? from agents_due where a.id = agents_due.id),
            hosts_due as (
                select h.id from hosts h where h.id in (select host_id from sessions where newest)
                for no key update skip locked),
            hosts_heard as (
                update hosts h set last_seen_at = ? from hosts_due where h.id = hosts_due.id)
            select id, epoch from sessions
            """;

    /**
     * Notes when agents were last heard; for the system role, since they belong to many organizations. Rows that others
     * hold are left for the next time, since waiting for many rows at once invites deadlocks.
     *
     * @param epochs of their sessions
     * @return the newest epoch of each agent; those who are revoked or gone are left out
     */
    public Map<AgentId, Long> heard(Connection connection, Map<AgentId, Long> epochs, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEARD)) {
            Collection<AgentId> ids = epochs.keySet();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", ids.stream().map(AgentId::value).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", ids.stream().map(epochs::get).toArray()));
            statement.setObject(3, Columns.timestamp(now));
            statement.setObject(4, Columns.timestamp(now));
            try (ResultSet rows = statement.executeQuery()) {
                Map<AgentId, Long> newest = new HashMap<>();
                while (rows.next()) {
                    newest.put(new AgentId(rows.getObject(1, UUID.class)), rows.getLong(2));
                }
                return newest;
            }
        }
    }
}
