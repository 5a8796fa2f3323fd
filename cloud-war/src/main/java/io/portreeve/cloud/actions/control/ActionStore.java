package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionFilter;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Operation;
import io.portreeve.contract.action.Precondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code actions}: asking, finding and listing. */
public final class ActionStore {
    private static final String SELECT = """
            select a.id, a.host_id, a.container_id, a.docker_id, a.container_name, a.kind, a.patience_seconds, a.signal,
                a.parameters, a.if_started_at, a.if_image_id, a.requested_by, a.requested_by_name, a.state,
                a.requested_at, a.expires_at, a.delivered_at, a.began_at, a.ended_at, a.rule, a.answer,
                a.condition_before, a.condition_after, a.exit_code, a.output_left_out, h.name as host_name,
            """;

    private static final String FROM = " from actions a join hosts h on h.id = a.host_id where ";
    private static final String WHOLE = SELECT + "a.output, a.steps" + FROM;

    /** No list shows what is to go one by one, which may be a lot. */
    private static final String LISTED = SELECT.replace(
                    "a.parameters,",
                    "case when a.kind = 'prune' then jsonb_set(a.parameters, '{items}',"
                            + " jsonb_build_array(a.parameters -> 'items' -> 0)) else a.parameters end as parameters,")
            + "null::text as output, null::text as steps" + FROM;

    /** Something new. */
    public record NewRow(
            OrganizationId organization,
            ActionId id,
            HostId host,
            Optional<Target> container,
            String subject,
            Operation operation,
            Precondition precondition,
            Duration validity,
            String idempotencyKey,
            Requester requester,
            Instant at) {}

    /** The container that it is asked of. */
    public record Target(ContainerId id, String dockerId) {}

    /** False if the requester has used the key before. */
    public boolean insert(Connection connection, NewRow row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into actions (organization_id, id, host_id, container_id, docker_id, container_name, kind,
                    patience_seconds, signal, if_started_at, if_image_id, requested_by, requested_by_name,
                    idempotency_key, state, requested_at, expires_at, parameters)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'requested', ?, ?, ?::jsonb)
                on conflict (organization_id, requested_by, idempotency_key) do nothing
                """)) {
            statement.setObject(1, row.organization().value());
            statement.setObject(2, row.id().value());
            statement.setObject(3, row.host().value());
            statement.setObject(
                    4, row.container().map(target -> target.id().value()).orElse(null));
            statement.setString(5, row.container().map(Target::dockerId).orElse(null));
            statement.setString(6, ConditionJson.storable(row.subject()));
            statement.setString(7, row.operation().wireName());
            statement.setLong(8, row.operation().patience().toSeconds());
            statement.setString(9, signal(row.operation()));
            statement.setObject(
                    10,
                    row.precondition().startedAt().map(ActionStore::timestamp).orElse(null));
            statement.setString(11, ConditionJson.storable(row.precondition().imageId()));
            statement.setObject(12, row.requester().user());
            statement.setString(13, ConditionJson.storable(row.requester().name()));
            statement.setString(14, row.idempotencyKey());
            statement.setObject(15, timestamp(row.at()));
            statement.setObject(16, timestamp(row.at().plus(row.validity())));
            statement.setString(17, ActionParameters.write(row.operation()));
            return statement.executeUpdate() == 1;
        }
    }

    /** How many of a host are pending. */
    public int pending(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) from actions where host_id = ? and state in ('requested', 'delivered', 'running')")) {
            statement.setObject(1, host.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    public Optional<Action> find(Connection connection, ActionId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WHOLE + "a.id = ?")) {
            statement.setObject(1, id.value());
            return ActionRows.read(statement).stream().findFirst();
        }
    }

    public Optional<Action> find(Connection connection, Requester requester, String idempotencyKey)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(WHOLE + "a.requested_by = ? and a.idempotency_key = ?")) {
            statement.setObject(1, requester.user());
            statement.setString(2, idempotencyKey);
            return ActionRows.read(statement).stream().findFirst();
        }
    }

    /** The newest try to replace the agent of a host. */
    public Optional<Action> lastUpdate(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                WHOLE + "a.host_id = ? and a.kind = 'update-agent' order by a.id desc limit 1")) {
            statement.setObject(1, host.value());
            return ActionRows.read(statement).stream().findFirst();
        }
    }

    public List<Action> search(Connection connection, ActionFilter filter) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<UUID> ids = new ArrayList<>();
        filter.host().ifPresent(host -> {
            conditions.add("a.host_id = ?");
            ids.add(host.value());
        });
        filter.container().ifPresent(container -> {
            conditions.add("a.container_id = ?");
            ids.add(container.value());
        });
        filter.before().ifPresent(before -> {
            conditions.add("a.id < ?");
            ids.add(before.value());
        });
        if (!filter.states().isEmpty()) {
            conditions.add("a.state = any (?)");
        }
        try (PreparedStatement statement = connection.prepareStatement(
                LISTED + String.join(" and ", conditions) + " order by a.id desc limit ?")) {
            int next = 1;
            for (UUID id : ids) {
                statement.setObject(next++, id);
            }
            if (!filter.states().isEmpty()) {
                statement.setArray(
                        next++,
                        connection.createArrayOf(
                                "text",
                                filter.states().stream()
                                        .map(ActionState::wireName)
                                        .toArray()));
            }
            statement.setInt(next, filter.limit());
            return ActionRows.read(statement);
        }
    }

    static OffsetDateTime timestamp(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static String signal(Operation action) {
        return action instanceof ContainerAction.Kill kill ? kill.signal() : "";
    }
}
