package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.fleet.HostId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rows of {@code actions} that replace agents, as rollouts look at them. */
public final class UpdateStore {
    private static final String PENDING =
            " a.kind = 'update-agent' and a.state in ('requested', 'delivered', 'running')";

    /** One that has not ended. */
    public record Pending(ActionId action, String release) {}

    /** The newest of a host that is pending. */
    public Optional<Pending> pending(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select a.id, a.parameters ->> 'release' from actions a where a.host_id = ?"
                        + " and" + PENDING + " order by a.id desc limit 1")) {
            statement.setObject(1, host.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Pending(new ActionId(row.getObject(1, UUID.class)), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** Hosts of a rollout that have one pending, whoever asked for it. */
    public Set<HostId> pending(Connection connection, RolloutId rollout) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select r.host_id from agent_rollout_hosts r"
                + " join actions a on a.host_id = r.host_id where r.rollout_id = ? and" + PENDING)) {
            statement.setObject(1, rollout.value());
            return hosts(statement);
        }
    }

    /** Hosts whose newest try to take this release went wrong. */
    public Set<HostId> failed(Connection connection, String release) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select host_id from (
                    select distinct on (host_id) host_id, state from actions
                    where kind = 'update-agent' and parameters ->> 'release' = ? order by host_id, id desc) newest
                where state in ('failed', 'unknown')
                """)) {
            statement.setString(1, release);
            return hosts(statement);
        }
    }

    private static Set<HostId> hosts(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Set<HostId> hosts = new HashSet<>();
            while (rows.next()) {
                hosts.add(new HostId(rows.getObject(1, UUID.class)));
            }
            return hosts;
        }
    }
}
