package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerPlace;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.HostId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rows of {@code containers} as people see them: not the removed ones, and of an offline host only what is certain. */
public final class ContainerStore {
    private static final String FROM = """
            from (
                select c.*, h.name as host_name,
                       case when c.host_id = any(?) then c.state else 'unknown' end as shown_state
                from containers c join hosts h on h.organization_id = c.organization_id and h.id = c.host_id
                where c.removed_at is null) c
            where (?::uuid is null or c.id = ?::uuid)
              and (?::uuid is null or c.host_id = ?::uuid)
              and (?::text is null or c.shown_state = ?::text)
              and (?::text = '' or position(?::text in lower(concat_ws(
                    E'\\n', c.name, c.image, c.compose_project, c.compose_service, c.host_name))) > 0)
            """;

    private static final int FILTER_PARAMETERS = 9;

    /** The hosts of the organization that are online; containers of others are shown as unknown. */
    public List<Container> search(Connection connection, ContainerFilter filter, Collection<HostId> online)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select * " + FROM + " order by lower(c.host_name), lower(c.name), c.id limit ? offset ?")) {
            bind(statement, null, filter, online);
            statement.setInt(FILTER_PARAMETERS + 1, filter.limit());
            statement.setInt(FILTER_PARAMETERS + 2, filter.offset());
            return read(statement);
        }
    }

    public int count(Connection connection, ContainerFilter filter, Collection<HostId> online) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) " + FROM)) {
            bind(statement, null, filter, online);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    public Optional<Container> find(Connection connection, ContainerId id, Collection<HostId> online)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select * " + FROM)) {
            bind(statement, id.value(), ContainerFilter.everything(), online);
            return read(statement).stream().findFirst();
        }
    }

    /** Which host a container is on. */
    public Optional<HostId> hostOf(Connection connection, ContainerId id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select host_id from containers where id = ? and removed_at is null")) {
            statement.setObject(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new HostId(Columns.uuid(row, "host_id"))) : Optional.empty();
            }
        }
    }

    /** Where a container is or was, removed ones included. */
    public Optional<ContainerPlace> place(Connection connection, ContainerId id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select host_id, docker_id from containers where id = ?")) {
            statement.setObject(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new ContainerPlace(
                                new HostId(Columns.uuid(row, "host_id")), row.getString("docker_id")))
                        : Optional.empty();
            }
        }
    }

    private static void bind(
            PreparedStatement statement, UUID container, ContainerFilter filter, Collection<HostId> online)
            throws SQLException {
        UUID host = filter.host().map(HostId::value).orElse(null);
        String state = filter.state().map(ContainerState::word).orElse(null);
        String text = filter.text().strip().toLowerCase(Locale.ROOT);
        statement.setArray(
                1,
                statement
                        .getConnection()
                        .createArrayOf(
                                "uuid", online.stream().map(HostId::value).toArray()));
        statement.setObject(2, container);
        statement.setObject(3, container);
        statement.setObject(4, host);
        statement.setObject(5, host);
        statement.setString(6, state);
        statement.setString(7, state);
        statement.setString(8, Columns.storable(text));
        statement.setString(FILTER_PARAMETERS, Columns.storable(text));
    }

    private static List<Container> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Container> containers = new ArrayList<>();
            while (rows.next()) {
                containers.add(container(rows));
            }
            return containers;
        }
    }

    private static Container container(ResultSet row) throws SQLException {
        return new Container(
                new ContainerId(Columns.uuid(row, "id")),
                new HostId(Columns.uuid(row, "host_id")),
                row.getString("host_name"),
                row.getString("docker_id"),
                row.getString("name"),
                row.getString("image"),
                Columns.textOrEmpty(row, "image_id"),
                ContainerState.named(row.getString("shown_state")),
                Columns.textOrEmpty(row, "health"),
                Columns.textOrEmpty(row, "compose_project"),
                Columns.textOrEmpty(row, "compose_service"),
                row.getInt("restart_count"),
                Columns.instant(row, "created_at").orElseThrow(),
                Columns.instant(row, "started_at"),
                Optional.ofNullable(row.getObject("exit_code", Integer.class)),
                Columns.instant(row, "first_seen_at").orElseThrow(),
                allowed(row.getArray("allowed_kinds")));
    }

    private static Optional<Set<String>> allowed(Array kinds) throws SQLException {
        return kinds == null ? Optional.empty() : Optional.of(Set.of((String[]) kinds.getArray()));
    }
}
