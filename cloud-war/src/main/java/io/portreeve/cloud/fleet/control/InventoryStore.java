package io.portreeve.cloud.fleet.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Inventory;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes inventories over what was known of hosts' containers. */
public final class InventoryStore {
    private static final Pattern KIND = Pattern.compile("[a-z-]{1,32}");

    private static final Set<String> HEALTH_WORDS = Set.of("healthy", "unhealthy", "starting");

    /** A container that is as it was told within the hour is left alone: agents tell all of them when they return. */
    private static final String UPSERT = """
            insert into containers (organization_id, id, host_id, docker_id, name, image, image_id, state, health,
                compose_project, compose_service, restart_count, created_at, started_at, exit_code,
                first_seen_at, last_seen_at, removed_at, allowed_kinds)
            select ?, u.id, u.host_id, u.docker_id, u.name, u.image, u.image_id, u.state, u.health, u.compose_project,
                u.compose_service, u.restart_count, u.created_at, u.started_at, u.exit_code, ?, ?,
                case when u.state = 'removed' then ?::timestamptz end,
                string_to_array(u.allowed, ',')
            from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[], ?::int[],
                    ?::text[])
                as u(id, host_id, docker_id, name, image, image_id, state, health, compose_project, compose_service,
                    restart_count, created_at, started_at, exit_code, allowed)
            where not exists (
                select from containers k
                where k.host_id = u.host_id and k.docker_id = u.docker_id
                    and k.last_seen_at > ?::timestamptz - interval '1 hour'
                    and (k.name, k.image, k.image_id, k.state, k.health, k.compose_project, k.compose_service,
                        k.restart_count, k.created_at, k.started_at, k.exit_code, k.allowed_kinds,
                        k.removed_at is not null)
                    is not distinct from (u.name, u.image, u.image_id, u.state, u.health, u.compose_project,
                        u.compose_service, u.restart_count, u.created_at, u.started_at, u.exit_code,
                        string_to_array(u.allowed, ','), u.state = 'removed'))
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
            update containers c set state = 'removed', removed_at = ?
            where c.organization_id = ? and c.host_id = any(?::uuid[]) and c.removed_at is null and not exists (
                select from unnest(?::uuid[], ?::text[]) as u(host_id, docker_id)
                where u.host_id = c.host_id and u.docker_id = c.docker_id)
            """;

    private static final String COUNT =
            "select count(*) from containers where removed_at is null and organization_id = ?";

    private static final String COUNTS = """
            select host_id, count(*) from containers
            where removed_at is null and organization_id = ? and host_id = any(?::uuid[]) group by host_id
            """;

    private static final String IDS = """
            select c.host_id, c.docker_id, c.id
            from unnest(?::uuid[], ?::text[]) as u(host_id, docker_id)
            join containers c on c.host_id = u.host_id and c.docker_id = u.docker_id
            where c.organization_id = ?
            """;

    private record Row(UUID host, ContainerFacts facts) {}

    /** Makes the inventories of hosts what is known of them; unlisted containers of theirs count as removed. */
    public void replace(
            Connection connection, OrganizationId organization, Map<HostId, Inventory> inventories, Instant now)
            throws SQLException {
        ColumnArrays<Row> rows = rows(connection, inventories);
        upsert(organization, rows, now);
        try (PreparedStatement statement = connection.prepareStatement(REMOVE_UNLISTED)) {
            statement.setObject(1, Columns.timestamp(now));
            statement.setObject(2, organization.value());
            statement.setArray(3, hosts(connection, inventories.keySet()));
            statement.setArray(4, rows.of("uuid", Row::host));
            statement.setArray(5, rows.texts(row -> row.facts().dockerId()));
            statement.executeUpdate();
        }
    }

    /** Which containers the numbers of each host's inventory stand for; those never stored are left out. */
    public Map<HostId, Map<Integer, ContainerId>> numbers(
            Connection connection, OrganizationId organization, Map<HostId, Inventory> inventories)
            throws SQLException {
        ColumnArrays<Row> rows = rows(connection, inventories);
        Map<HostId, Map<String, ContainerId>> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            statement.setArray(1, rows.of("uuid", Row::host));
            statement.setArray(2, rows.texts(row -> row.facts().dockerId()));
            statement.setObject(3, organization.value());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    known.computeIfAbsent(new HostId(Columns.uuid(found, "host_id")), host -> new HashMap<>())
                            .put(found.getString("docker_id"), new ContainerId(Columns.uuid(found, "id")));
                }
            }
        }
        Map<HostId, Map<Integer, ContainerId>> numbers = new HashMap<>();
        inventories.forEach((host, inventory) ->
                numbers.put(host, numbers(inventory, known.getOrDefault(host, Map.of()))));
        return numbers;
    }

    private static Map<Integer, ContainerId> numbers(Inventory inventory, Map<String, ContainerId> known) {
        Map<Integer, ContainerId> numbers = new HashMap<>();
        for (ContainerFacts container : inventory.containers()) {
            ContainerId id = known.get(container.dockerId());
            if (id != null) {
                numbers.put(container.number(), id);
            }
        }
        return numbers;
    }

    /**
     * The hosts with whose inventories the organization would have more containers than it may, taken in their order; all
     * are counted only if one has more than before.
     */
    public Set<HostId> exceeding(
            Connection connection, OrganizationId organization, Map<HostId, Inventory> inventories, int most)
            throws SQLException {
        Map<HostId, Integer> before = counts(connection, organization, inventories.keySet());
        Set<HostId> exceeding = new HashSet<>();
        OptionalInt all = OptionalInt.empty();
        int change = 0;
        for (Map.Entry<HostId, Inventory> host : inventories.entrySet()) {
            int more = host.getValue().containers().size() - before.getOrDefault(host.getKey(), 0);
            if (more > 0 && all.isEmpty()) {
                all = OptionalInt.of(count(connection, organization));
            }
            if (more > 0 && all.getAsInt() + change + more > most) {
                exceeding.add(host.getKey());
            } else {
                change += more;
            }
        }
        return exceeding;
    }

    private static int count(Connection connection, OrganizationId organization) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setObject(1, organization.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static Map<HostId, Integer> counts(Connection connection, OrganizationId organization, Set<HostId> hosts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNTS)) {
            statement.setObject(1, organization.value());
            statement.setArray(2, hosts(connection, hosts));
            try (ResultSet rows = statement.executeQuery()) {
                Map<HostId, Integer> counts = new HashMap<>();
                while (rows.next()) {
                    counts.put(new HostId(Columns.uuid(rows, "host_id")), rows.getInt(2));
                }
                return counts;
            }
        }
    }

    private static ColumnArrays<Row> rows(Connection connection, Map<HostId, Inventory> inventories) {
        List<Row> rows = new ArrayList<>();
        inventories.forEach((host, inventory) ->
                inventory.containers().forEach(container -> rows.add(new Row(host.value(), container))));
        return new ColumnArrays<>(connection, rows);
    }

    private static Array hosts(Connection connection, Set<HostId> hosts) throws SQLException {
        return connection.createArrayOf(
                "uuid", hosts.stream().map(HostId::value).toArray());
    }

    private void upsert(OrganizationId organization, ColumnArrays<Row> rows, Instant now) throws SQLException {
        if (rows.rows().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = rows.connection().prepareStatement(UPSERT)) {
            statement.setObject(1, organization.value());
            statement.setObject(2, Columns.timestamp(now));
            statement.setObject(3, Columns.timestamp(now));
            statement.setObject(4, Columns.timestamp(now));
            statement.setArray(5, rows.of("uuid", row -> UuidCreator.getTimeOrderedEpoch()));
            statement.setArray(6, rows.of("uuid", Row::host));
            statement.setArray(7, rows.texts(row -> row.facts().dockerId()));
            statement.setArray(8, rows.texts(row -> row.facts().name()));
            statement.setArray(9, rows.texts(row -> row.facts().image()));
            statement.setArray(10, rows.texts(row -> row.facts().imageId()));
            statement.setArray(11, rows.texts(row -> state(row.facts())));
            statement.setArray(12, rows.texts(row -> health(row.facts())));
            statement.setArray(13, rows.texts(row -> row.facts().composeProject()));
            statement.setArray(14, rows.texts(row -> row.facts().composeService()));
            statement.setArray(15, rows.of("int4", row -> row.facts().restartCount()));
            statement.setArray(
                    16,
                    rows.of("timestamptz", row -> Columns.storable(row.facts().createdAt())));
            statement.setArray(
                    17,
                    rows.of(
                            "timestamptz",
                            row -> row.facts()
                                    .startedAt()
                                    .map(Columns::storable)
                                    .orElse(null)));
            statement.setArray(18, rows.of("int4", row -> row.facts().exitCode().orElse(null)));
            statement.setArray(19, rows.of("text", row -> allowed(row.facts())));
            statement.setObject(20, Columns.timestamp(now));
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
        return container.wasRemoved()
                ? ContainerFacts.REMOVED
                : ContainerState.named(container.state()).word();
    }

    private static String health(ContainerFacts container) {
        return HEALTH_WORDS.contains(container.health()) ? container.health() : "";
    }
}
