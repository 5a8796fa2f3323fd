package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.log.ContainerLog;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Rows of {@code log_chunks} and {@code log_positions}. */
final class ChunkRows {
    private static final String INSERT = """
            insert into log_chunks (organization_id, container_id, ts, ts_last, number, n, has_error, body)
            select ?, u.* from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::int8[], ?::int4[], ?::bool[],
                ?::bytea[]) as u
            """;

    private static final String MOVE = """
            insert into log_positions as p (organization_id, container_id, generation, number)
            select ?, u.* from unnest(?::uuid[], ?::int8[], ?::int8[]) as u
            on conflict (container_id) do update set generation = excluded.generation, number = excluded.number
            where (p.generation, p.number) < (excluded.generation, excluded.number)
            """;

    /** What of a container's log is stored. */
    record Position(long generation, long number) {}

    record Row(ContainerId container, LogChunk chunk) {}

    /** By the engine's ids. */
    Map<String, ContainerId> containers(Connection connection, HostId host, List<ContainerLog> logs)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select docker_id, id from containers where host_id = ? and docker_id = any (?)")) {
            statement.setObject(1, host.value());
            statement.setArray(2, array(connection, "text", logs, ContainerLog::dockerId));
            Map<String, ContainerId> ids = new HashMap<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ids.put(found.getString(1), new ContainerId(found.getObject(2, UUID.class)));
                }
            }
            return ids;
        }
    }

    Map<ContainerId, Position> positions(Connection connection, Collection<ContainerId> containers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select container_id, generation, number from log_positions where container_id = any (?)")) {
            statement.setArray(1, array(connection, "uuid", containers, ContainerId::value));
            Map<ContainerId, Position> positions = new HashMap<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    positions.put(
                            new ContainerId(found.getObject(1, UUID.class)),
                            new Position(found.getLong(2), found.getLong(3)));
                }
            }
            return positions;
        }
    }

    void insert(Connection connection, OrganizationId organization, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, organization.value());
            statement.setArray(
                    2, array(connection, "uuid", rows, row -> row.container().value()));
            statement.setArray(
                    3,
                    array(
                            connection,
                            "timestamptz",
                            rows,
                            row -> row.chunk().first().atOffset(ZoneOffset.UTC)));
            statement.setArray(
                    4,
                    array(
                            connection,
                            "timestamptz",
                            rows,
                            row -> row.chunk().last().atOffset(ZoneOffset.UTC)));
            statement.setArray(
                    5, array(connection, "int8", rows, row -> row.chunk().number()));
            statement.setArray(
                    6,
                    array(connection, "int4", rows, row -> row.chunk().items().size()));
            statement.setArray(
                    7, array(connection, "bool", rows, row -> row.chunk().hasError()));
            byte[][] bodies =
                    rows.stream().map(row -> ChunkBytes.write(row.chunk())).toArray(byte[][]::new);
            statement.setArray(8, connection.createArrayOf("bytea", bodies));
            statement.executeUpdate();
        }
    }

    void move(Connection connection, OrganizationId organization, Map<String, ContainerId> ids, List<ContainerLog> logs)
            throws SQLException {
        if (logs.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setObject(1, organization.value());
            statement.setArray(
                    2,
                    array(
                            connection,
                            "uuid",
                            logs,
                            log -> ids.get(log.dockerId()).value()));
            statement.setArray(3, array(connection, "int8", logs, ContainerLog::generation));
            statement.setArray(4, array(connection, "int8", logs, ContainerLog::through));
            statement.executeUpdate();
        }
    }

    private static <T> Array array(Connection connection, String type, Collection<T> of, Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, of.stream().map(value).toArray());
    }
}
