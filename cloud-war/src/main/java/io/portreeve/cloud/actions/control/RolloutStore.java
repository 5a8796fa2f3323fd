package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code agent_rollouts} and {@code agent_rollout_hosts}. */
public final class RolloutStore {
    private static final int MOST_RUNNING = 1_000;
    private static final int LISTED = 50;
    private static final String SELECT = "select id, version, release, first_hosts, wave_hosts, state, reason,"
            + " requested_by, requested_by_name, requested_at, ended_at from agent_rollouts where ";

    /** One that goes on, as the system role finds it. */
    public record Running(OrganizationId organization, RolloutId rollout) {}

    /** A rollout and the text of its release. */
    public record Row(Rollout rollout, String release) {}

    /** A new one, and none of those that are not listed any more; false if another goes on in the organization. */
    public boolean insert(Connection connection, OrganizationId organization, Row row) throws SQLException {
        Rollout rollout = row.rollout();
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into agent_rollouts (organization_id, id, version, release, first_hosts, wave_hosts, state,
                    requested_by, requested_by_name, requested_at)
                values (?, ?, ?, ?, ?, ?, 'running', ?, ?, ?)
                on conflict (organization_id) where state = 'running' do nothing
                """)) {
            statement.setObject(1, organization.value());
            statement.setObject(2, rollout.id().value());
            statement.setString(3, rollout.version());
            statement.setString(4, row.release());
            statement.setInt(5, rollout.pace().first());
            statement.setInt(6, rollout.pace().wave());
            statement.setObject(7, rollout.requester().user());
            statement.setString(8, ConditionJson.storable(rollout.requester().name()));
            statement.setObject(9, ActionStore.timestamp(rollout.requestedAt()));
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("delete from agent_rollouts"
                + " where id not in (select id from agent_rollouts order by id desc limit ?)")) {
            statement.setInt(1, LISTED);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into agent_rollout_hosts (organization_id, rollout_id, host_id, place) values (?, ?, ?, ?)")) {
            int place = 0;
            for (RolloutHost host : rollout.hosts()) {
                statement.setObject(1, organization.value());
                statement.setObject(2, rollout.id().value());
                statement.setObject(3, host.host().value());
                statement.setInt(4, place++);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return true;
    }

    public Optional<Row> find(Connection connection, RolloutId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + "id = ?")) {
            statement.setObject(1, id.value());
            Optional<Row> row = read(statement).stream().findFirst();
            return row.isEmpty() ? row : Optional.of(with(row.get(), hosts(connection, id)));
        }
    }

    /** The newest first, each without its hosts. */
    public List<Rollout> newest(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + "true order by id desc limit ?")) {
            statement.setInt(1, LISTED);
            return read(statement).stream().map(Row::rollout).toList();
        }
    }

    /** Those that go on; as the system role. */
    public List<Running> running(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select organization_id, id from agent_rollouts where state = 'running' order by id limit ?")) {
            statement.setInt(1, MOST_RUNNING);
            try (ResultSet rows = statement.executeQuery()) {
                List<Running> running = new ArrayList<>();
                while (rows.next()) {
                    running.add(new Running(
                            new OrganizationId(rows.getObject(1, UUID.class)),
                            new RolloutId(rows.getObject(2, UUID.class))));
                }
                return running;
            }
        }
    }

    /** Whether it goes on; if so, until the end of this transaction, since nobody can end it meanwhile. */
    public boolean isHeld(Connection connection, RolloutId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from agent_rollouts where id = ? and state = 'running' for share")) {
            statement.setObject(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** False if it has ended before. */
    public boolean end(Connection connection, RolloutId id, Rollout.State state, String reason, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update agent_rollouts set state = ?, reason = ?, ended_at = ? where id = ? and state = 'running'")) {
            statement.setString(1, state.wireName());
            statement.setString(2, ConditionJson.storable(reason));
            statement.setObject(3, ActionStore.timestamp(now));
            statement.setObject(4, id.value());
            return statement.executeUpdate() == 1;
        }
    }

    public void asked(Connection connection, RolloutId id, HostId host, ActionId action) throws SQLException {
        set(connection, "action_id = ?", action.value(), id, host);
    }

    public void leftOut(Connection connection, RolloutId id, HostId host, String why) throws SQLException {
        set(connection, "left_out = ?", ConditionJson.storable(why), id, host);
    }

    private static void set(Connection connection, String what, Object value, RolloutId id, HostId host)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update agent_rollout_hosts set " + what + " where rollout_id = ? and host_id = ?")) {
            statement.setObject(1, value);
            statement.setObject(2, id.value());
            statement.setObject(3, host.value());
            statement.executeUpdate();
        }
    }

    private static List<RolloutHost> hosts(Connection connection, RolloutId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select r.host_id, h.name, r.action_id, r.left_out, a.state, a.rule, a.answer
                from agent_rollout_hosts r join hosts h on h.id = r.host_id left join actions a on a.id = r.action_id
                where r.rollout_id = ? order by r.place
                """)) {
            statement.setObject(1, id.value());
            try (ResultSet rows = statement.executeQuery()) {
                List<RolloutHost> hosts = new ArrayList<>();
                while (rows.next()) {
                    hosts.add(host(rows));
                }
                return hosts;
            }
        }
    }

    private static RolloutHost host(ResultSet row) throws SQLException {
        Optional<ActionState> asked =
                Optional.ofNullable(row.getString("state")).flatMap(ActionState::named);
        String leftOut = row.getString("left_out");
        String rule = row.getString("rule");
        String answer = row.getString("answer");
        return new RolloutHost(
                new HostId(row.getObject("host_id", UUID.class)),
                row.getString("name"),
                leftOut != null
                        ? RolloutHost.State.LEFT_OUT
                        : asked.map(RolloutHost::after).orElse(RolloutHost.State.WAITING),
                Optional.ofNullable(row.getObject("action_id", UUID.class)).map(ActionId::new),
                leftOut != null ? leftOut : rule != null && !rule.isEmpty() ? rule : answer == null ? "" : answer);
    }

    private static Row with(Row row, List<RolloutHost> hosts) {
        Rollout bare = row.rollout();
        return new Row(
                new Rollout(
                        bare.id(),
                        bare.version(),
                        bare.pace(),
                        bare.state(),
                        bare.reason(),
                        bare.requester(),
                        bare.requestedAt(),
                        bare.endedAt(),
                        hosts),
                row.release());
    }

    private static List<Row> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(new Row(
                        new Rollout(
                                new RolloutId(row.getObject("id", UUID.class)),
                                row.getString("version"),
                                new Rollout.Pace(row.getInt("first_hosts"), row.getInt("wave_hosts")),
                                Rollout.State.named(row.getString("state")),
                                row.getString("reason"),
                                new Requester(
                                        row.getObject("requested_by", UUID.class), row.getString("requested_by_name")),
                                row.getObject("requested_at", OffsetDateTime.class)
                                        .toInstant(),
                                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant),
                                List.of()),
                        row.getString("release")));
            }
            return rows;
        }
    }
}
