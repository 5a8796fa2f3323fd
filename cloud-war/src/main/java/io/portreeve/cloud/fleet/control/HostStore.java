package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.FleetSize;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.contract.message.HostFacts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rows of {@code hosts}, each with the agent that speaks for it. */
public final class HostStore {
    private static final String SELECT = """
            select h.id, h.name, h.hostname, h.operating_system, h.kernel, h.architecture, h.cpus, h.memory_bytes,
                   h.engine_version, h.cgroup_version, h.clock_skew_millis, h.engine_problem, h.last_seen_at,
                   a.id as agent_id, a.version, a.capabilities, a.connected_at, a.last_seen_at as agent_seen_at,
                   a.dropped_batches, a.figures_at, a.cpu_millis_per_minute, a.resident_bytes, a.spool_bytes,
                   a.spool_age_millis, a.spool_problem, a.log_bytes, a.reconnects, a.errors, a.update_refusal,
                   count(c.id) filter (where c.state = 'running') as running, count(c.id) as total
            from hosts h
            left join lateral (
                select * from agents a
                where a.organization_id = h.organization_id and a.host_id = h.id and a.revoked_at is null
                order by a.enrolled_at desc limit 1) a on true
            left join containers c
                on c.organization_id = h.organization_id and c.host_id = h.id and c.removed_at is null
            where (?::uuid is null or h.id = ?::uuid)
            group by h.organization_id, h.id, a.id, a.version, a.capabilities, a.connected_at, a.last_seen_at,
                   a.dropped_batches, a.figures_at, a.cpu_millis_per_minute, a.resident_bytes, a.spool_bytes,
                   a.spool_age_millis, a.spool_problem, a.log_bytes, a.reconnects, a.errors, a.update_refusal
            order by lower(h.name), h.id
            """;

    /** A host and what is needed to tell its presence. */
    public record Row(Host host, Optional<AgentId> agent, Optional<Instant> connectedAt) {}

    public List<Row> all(Connection connection) throws SQLException {
        return select(connection, null);
    }

    public Optional<Row> find(Connection connection, HostId id) throws SQLException {
        return select(connection, id.value()).stream().findFirst();
    }

    /** Of the organization in scope. */
    public FleetSize size(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select (select count(*) from hosts),"
                        + " (select count(*) from containers where removed_at is null)");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new FleetSize(row.getInt(1), row.getInt(2));
        }
    }

    private static List<Row> select(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setObject(1, id);
            statement.setObject(2, id);
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> hosts = new ArrayList<>();
                while (rows.next()) {
                    hosts.add(row(rows));
                }
                return hosts;
            }
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        Host host = new Host(
                new HostId(Columns.uuid(row, "id")),
                row.getString("name"),
                facts(row),
                Presence.NEVER_CONNECTED,
                Columns.instant(row, "last_seen_at"),
                Columns.text(row, "version"),
                Columns.text(row, "engine_problem"),
                Duration.ofMillis(row.getLong("clock_skew_millis")),
                AgentHealthRow.of(row),
                row.getInt("running"),
                row.getInt("total"),
                capabilities(row));
        return new Row(
                host, Columns.optionalUuid(row, "agent_id").map(AgentId::new), Columns.instant(row, "connected_at"));
    }

    private static Set<String> capabilities(ResultSet row) throws SQLException {
        Array names = row.getArray("capabilities");
        return names == null ? Set.of() : Set.copyOf(Arrays.asList((String[]) names.getArray()));
    }

    private static HostFacts facts(ResultSet row) throws SQLException {
        return new HostFacts(
                Columns.textOrEmpty(row, "hostname"),
                Columns.textOrEmpty(row, "operating_system"),
                Columns.textOrEmpty(row, "kernel"),
                Columns.textOrEmpty(row, "architecture"),
                row.getInt("cpus"),
                row.getLong("memory_bytes"),
                Columns.textOrEmpty(row, "engine_version"),
                row.getInt("cgroup_version"));
    }
}
