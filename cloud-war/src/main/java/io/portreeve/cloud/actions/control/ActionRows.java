package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.Operation;
import io.portreeve.contract.action.Precondition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows to actions. */
final class ActionRows {
    private ActionRows() {}

    static List<Action> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Action> actions = new ArrayList<>();
            while (rows.next()) {
                actions.add(action(rows));
            }
            return actions;
        }
    }

    private static Action action(ResultSet row) throws SQLException {
        return new Action(
                new ActionId(row.getObject("id", UUID.class)),
                new HostId(row.getObject("host_id", UUID.class)),
                row.getString("host_name"),
                Optional.ofNullable(row.getObject("container_id", UUID.class)).map(ContainerId::new),
                Optional.ofNullable(row.getString("docker_id")),
                row.getString("container_name"),
                operation(row),
                new Precondition(instant(row, "if_started_at"), row.getString("if_image_id")),
                new Requester(row.getObject("requested_by", UUID.class), row.getString("requested_by_name")),
                ActionState.named(row.getString("state")).orElseThrow(),
                instant(row, "requested_at").orElseThrow(),
                instant(row, "expires_at").orElseThrow(),
                instant(row, "delivered_at"),
                instant(row, "began_at"),
                instant(row, "ended_at"),
                row.getString("rule"),
                row.getString("answer"),
                ConditionJson.read(row.getString("condition_before")),
                ConditionJson.read(row.getString("condition_after")),
                output(row),
                StepsJson.read(row.getString("steps")));
    }

    private static Operation operation(ResultSet row) throws SQLException {
        if (row.getString("docker_id") == null) {
            return HostParameters.read(row.getString("kind"), row.getString("parameters"));
        }
        return ActionParameters.read(
                ActionKind.named(row.getString("kind")).orElseThrow(),
                Duration.ofSeconds(row.getInt("patience_seconds")),
                row.getString("signal"),
                row.getString("parameters"));
    }

    private static Optional<ActionOutput> output(ResultSet row) throws SQLException {
        String text = row.getString("output");
        return text == null
                ? Optional.empty()
                : Optional.of(new ActionOutput(
                        text,
                        Optional.ofNullable(row.getObject("exit_code", Integer.class)),
                        row.getLong("output_left_out")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
