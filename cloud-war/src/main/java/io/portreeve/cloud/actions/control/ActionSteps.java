package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.message.CloudMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rows of {@code actions} on their way: each step only from the states that it may follow, so that it counts once. */
public final class ActionSteps {
    /** Beyond a container's patience: what the engine may take, and the agent to find out after a crash. */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);

    private static final int MOST_AT_ONCE = 500;

    /** An action whose time is over, as far as it stands. */
    public record Due(OrganizationId organization, ActionId action) {}

    /**
     * What an agent has to be told: what it has not answered and may still begin. Those told for the first time are
     * {@code delivered} from now on.
     *
     * @param first gets those
     */
    public List<CloudMessage> deliver(Connection connection, HostId host, Instant now, List<Action> first)
            throws SQLException {
        List<CloudMessage> requests = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select a.*, h.name as host_name from actions a join hosts h on h.id = a.host_id
                where a.host_id = ? and a.state in ('requested', 'delivered') and a.expires_at > ?
                order by a.id for update of a
                """)) {
            statement.setObject(1, host.value());
            statement.setObject(2, ActionStore.timestamp(now));
            for (Action action : ActionRows.read(statement)) {
                requests.add(Errand.of(action, now));
                if (action.state() == ActionState.REQUESTED) {
                    first.add(action);
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "update actions set state = 'delivered', delivered_at = ? where id = ? and state = 'requested'")) {
            for (Action action : first) {
                statement.setObject(1, ActionStore.timestamp(now));
                statement.setObject(2, action.id().value());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return requests;
    }

    /** The agent begins; false if that was known, or it has ended, or is none of this host's. */
    public boolean begin(Connection connection, HostId host, ActionId id, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update actions set state = 'running', began_at = coalesce(began_at, ?),
                    deadline_at = ?::timestamptz + make_interval(secs => patience_seconds)
                where id = ? and host_id = ? and ended_at is null and state in ('requested', 'delivered', 'unknown')
                """)) {
            statement.setObject(1, ActionStore.timestamp(now));
            statement.setObject(2, ActionStore.timestamp(now.plus(LONGEST_RUN)));
            statement.setObject(3, id.value());
            statement.setObject(4, host.value());
            return statement.executeUpdate() == 1;
        }
    }

    /** There is an outcome; false if there was one, or it is none of this host's. */
    public boolean end(Connection connection, HostId host, ActionResult result, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update actions set state = ?, ended_at = ?, rule = ?, answer = ?, condition_before = ?::jsonb,
                    condition_after = ?::jsonb, output = ?, output_left_out = ?, exit_code = ?, steps = ?::jsonb
                where id = ? and host_id = ?
                    and (state in ('requested', 'delivered', 'running') or (state = 'unknown' and ended_at is null))
                """)) {
            statement.setString(1, result.outcome().wireName());
            statement.setObject(2, ActionStore.timestamp(now));
            statement.setString(3, ConditionJson.storable(result.rule()));
            statement.setString(4, ConditionJson.storable(result.answer()));
            statement.setString(5, json(result.before()));
            statement.setString(6, json(result.after()));
            statement.setString(
                    7,
                    result.output()
                            .map(said -> ConditionJson.storable(said.text()))
                            .orElse(null));
            statement.setObject(8, result.output().map(ActionOutput::leftOut).orElse(null));
            statement.setObject(
                    9, result.output().flatMap(ActionOutput::exitCode).orElse(null));
            statement.setString(10, StepsJson.write(result.steps()));
            statement.setObject(11, result.id());
            statement.setObject(12, host.value());
            return statement.executeUpdate() == 1;
        }
    }

    /** False if it was sent before, or has ended. */
    public boolean cancel(Connection connection, ActionId id, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update actions set state = 'cancelled', ended_at = ? where id = ? and state = 'requested'")) {
            statement.setObject(1, ActionStore.timestamp(now));
            statement.setObject(2, id.value());
            return statement.executeUpdate() == 1;
        }
    }

    /** It was never sent, and its time is over; false if that is not so any more. */
    public boolean expire(Connection connection, ActionId id, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update actions set state = 'expired', ended_at = ?, answer = ?
                where id = ? and state = 'requested' and expires_at <= ?
                """)) {
            statement.setObject(1, ActionStore.timestamp(now));
            statement.setString(2, "the host's agent did not take it in time; nothing was done");
            statement.setObject(3, id.value());
            statement.setObject(4, ActionStore.timestamp(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** It was sent, and the agent does not say what came of it; false if that is not so any more. */
    public boolean giveUp(Connection connection, ActionId id, Instant now, Instant deliveredBefore)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update actions set state = 'unknown', answer = ?
                where id = ? and (state = 'delivered' and expires_at <= ? or state = 'running' and deadline_at <= ?)
                """)) {
            statement.setString(1, "the host's agent has not said what came of it");
            statement.setObject(2, id.value());
            statement.setObject(3, ActionStore.timestamp(deliveredBefore));
            statement.setObject(4, ActionStore.timestamp(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** What is due at this moment; as the system role. */
    public List<Due> due(Connection connection, Instant now, Instant deliveredBefore) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select organization_id, id from actions
                where state in ('requested', 'delivered', 'running')
                    and (state = 'requested' and expires_at <= ? or state = 'delivered' and expires_at <= ?
                        or state = 'running' and deadline_at <= ?)
                limit ?
                """)) {
            statement.setObject(1, ActionStore.timestamp(now));
            statement.setObject(2, ActionStore.timestamp(deliveredBefore));
            statement.setObject(3, ActionStore.timestamp(now));
            statement.setInt(4, MOST_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                List<Due> due = new ArrayList<>();
                while (rows.next()) {
                    due.add(new Due(
                            new OrganizationId(rows.getObject("organization_id", UUID.class)),
                            new ActionId(rows.getObject("id", UUID.class))));
                }
                return due;
            }
        }
    }

    /** Hosts with something that was not sent; as the system role. */
    public Set<HostId> waiting(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select distinct host_id from actions where state = 'requested'")) {
            return hosts(statement);
        }
    }

    /** Those of these hosts for which {@link #deliver} would give something. */
    public Set<HostId> awaited(Connection connection, Set<HostId> hosts, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select distinct host_id from actions
                where host_id = any(?::uuid[]) and state in ('requested', 'delivered') and expires_at > ?
                """)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", hosts.stream().map(HostId::value).toArray()));
            statement.setObject(2, ActionStore.timestamp(now));
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

    private static String json(Optional<ContainerCondition> condition) {
        return condition.map(ConditionJson::write).orElse(null);
    }
}
