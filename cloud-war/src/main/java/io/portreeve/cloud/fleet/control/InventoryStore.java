package io.portreeve.cloud.fleet.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Inventory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes an inventory over what was known of a host's containers. */
public final class InventoryStore {
    private static final String REMOVED = "removed";

    private static final Pattern KIND = Pattern.compile("[a-z-]{1,32}");

    private static final Set<String> HEALTH_WORDS = Set.of("healthy", "unhealthy", "starting");

    private static final String UPSERT = """
            insert into containers (organization_id, id, host_id, docker_id, name, image, image_id, state, health,
                compose_project, compose_service, restart_count, created_at, started_at, exit_code,
                first_seen_at, last_seen_at, removed_at, allowed_kinds)
            select ?, u.id, ?, u.docker_id, u.name, u.image, u.image_id, u.state, u.health, u.compose_project,
                u.compose_service, u.restart_count, u.created_at, u.started_at, u.exit_code, ?, ?,
                case when u.state = 'removed' then ?::timestamptz end,
                string_to_array(u.allowed, ',')
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[], ?::int[],
                    ?::text[])
                as u(id, docker_id, name, image, image_id, state, health, compose_project, compose_service,
                    restart_count, created_at, started_at, exit_code, allowed)
            on conflict (host_id, docker_id) do update set
                name = excluded.name, image = excluded.image, image_id = excluded.image_id, state = excluded.state,
                health = excluded.health, compose_project = excluded.compose_project,
                compose_service = excluded.compose_service, restart_count = excluded.restart_count,
                created_at = excluded.created_at, started_at = excluded.started_at, exit_code = excluded.exit_code,
                last_seen_at = excluded.last_seen_at, allowed_kinds = excluded.allowed_kinds,
                removed_at = case when excluded.removed_at is null then null
                    else coalesce(containers.removed_at, excluded.removed_at) end
            """;

    private static final String REMOVE_UNLISTED = """
            update containers set state = 'removed', removed_at = ?
            where organization_id = ? and host_id = ? and removed_at is null and docker_id <> all(?::text[])
            """;

    private static final String COUNT =
            "select count(*) from containers where removed_at is null and organization_id = ?";

    private static final String IDS =
            "select docker_id, id from containers where organization_id = ? and host_id = ? and docker_id = any(?::text[])";

    /** Makes the inventory what is known; unlisted containers count as removed. */
    public void replace(Connection connection, AuthenticatedAgent agent, Inventory inventory, Instant now)
            throws SQLException {
        upsert(connection, agent, inventory.containers(), now);
        try (PreparedStatement statement = connection.prepareStatement(REMOVE_UNLISTED)) {
            statement.setObject(1, Columns.timestamp(now));
            statement.setObject(2, agent.organization().value());
            statement.setObject(3, agent.host().value());
            statement.setArray(4, dockerIds(connection, inventory));
            statement.executeUpdate();
        }
    }

    /** Which containers the inventory's numbers stand for; those never stored are left out. */
    public Map<Integer, ContainerId> numbers(Connection connection, AuthenticatedAgent agent, Inventory inventory)
            throws SQLException {
        Map<String, ContainerId> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.host().value());
            statement.setArray(3, dockerIds(connection, inventory));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(rows.getString("docker_id"), new ContainerId(Columns.uuid(rows, "id")));
                }
            }
        }
        Map<Integer, ContainerId> numbers = new HashMap<>();
        for (ContainerFacts container : inventory.containers()) {
            ContainerId id = known.get(container.dockerId());
            if (id != null) {
                numbers.put(container.number(), id);
            }
        }
        return numbers;
    }

    /** Whether the organization would have more containers; all are counted only if this host has more than before. */
    public boolean exceeds(Connection connection, AuthenticatedAgent agent, Inventory inventory, int most)
            throws SQLException {
        int more = inventory.containers().size()
                - count(
                        connection,
                        COUNT + " and host_id = ?",
                        agent.organization().value(),
                        agent.host().value());
        return more > 0 && count(connection, COUNT, agent.organization().value()) + more > most;
    }

    private static int count(Connection connection, String query, UUID... ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int index = 0; index < ids.length; index++) {
                statement.setObject(index + 1, ids[index]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void upsert(Connection connection, AuthenticatedAgent agent, List<ContainerFacts> containers, Instant now)
            throws SQLException {
        if (containers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.host().value());
            statement.setObject(3, Columns.timestamp(now));
            statement.setObject(4, Columns.timestamp(now));
            statement.setObject(5, Columns.timestamp(now));
            Arrays arrays = new Arrays(connection, containers);
            statement.setArray(6, arrays.of("uuid", container -> UuidCreator.getTimeOrderedEpoch()));
            statement.setArray(7, arrays.texts(ContainerFacts::dockerId));
            statement.setArray(8, arrays.texts(ContainerFacts::name));
            statement.setArray(9, arrays.texts(ContainerFacts::image));
            statement.setArray(10, arrays.texts(ContainerFacts::imageId));
            statement.setArray(11, arrays.texts(InventoryStore::state));
            statement.setArray(12, arrays.texts(InventoryStore::health));
            statement.setArray(13, arrays.texts(ContainerFacts::composeProject));
            statement.setArray(14, arrays.texts(ContainerFacts::composeService));
            statement.setArray(15, arrays.of("int4", ContainerFacts::restartCount));
            statement.setArray(16, arrays.of("timestamptz", container -> Columns.storable(container.createdAt())));
            statement.setArray(
                    17,
                    arrays.of(
                            "timestamptz",
                            container ->
                                    container.startedAt().map(Columns::storable).orElse(null)));
            statement.setArray(
                    18, arrays.of("int4", container -> container.exitCode().orElse(null)));
            statement.setArray(19, arrays.of("text", InventoryStore::allowed));
            statement.executeUpdate();
        }
    }

    /** As words with commas between them, since arrays of arrays have to be of one length. */
    private static String allowed(ContainerFacts container) {
        return container
                .allowed()
                .map(kinds -> kinds.stream()
                        .filter(kind -> KIND.matcher(kind).matches())
                        .sorted()
                        .collect(Collectors.joining(",")))
                .orElse(null);
    }

    private static String state(ContainerFacts container) {
        return REMOVED.equals(container.state())
                ? REMOVED
                : ContainerState.named(container.state()).word();
    }

    private static String health(ContainerFacts container) {
        return HEALTH_WORDS.contains(container.health()) ? container.health() : "";
    }

    private static java.sql.Array dockerIds(Connection connection, Inventory inventory) throws SQLException {
        return new Arrays(connection, inventory.containers()).texts(ContainerFacts::dockerId);
    }

    private record Arrays(Connection connection, List<ContainerFacts> containers) {
        java.sql.Array of(String type, Function<ContainerFacts, Object> value) throws SQLException {
            return connection.createArrayOf(type, containers.stream().map(value).toArray());
        }

        java.sql.Array texts(Function<ContainerFacts, String> text) throws SQLException {
            return of("text", container -> Columns.storable(text.apply(container)));
        }
    }
}
