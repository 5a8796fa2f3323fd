package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.NetworkUse;
import io.portreeve.contract.message.ContainerInterfaces;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code network_interfaces}, one a host. */
public final class InterfaceStore {
    private static final String COLUMNS = "i.told_at, i.read_millis, i.body, i.earlier_read_millis, i.earlier_body";

    /** What was told last stands before it from now on; the same reading told again changes nothing. */
    public void write(
            Connection connection,
            AuthenticatedAgent agent,
            Interfaces interfaces,
            Map<Integer, ContainerId> numbers,
            Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into network_interfaces (organization_id, host_id, told_at, read_millis, body)
                values (?, ?, ?, ?, ?)
                on conflict (host_id) do update set told_at = excluded.told_at,
                    earlier_read_millis = network_interfaces.read_millis, earlier_body = network_interfaces.body,
                    read_millis = excluded.read_millis, body = excluded.body
                where network_interfaces.read_millis <> excluded.read_millis
                """)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.host().value());
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            statement.setLong(4, interfaces.readAt().toEpochMilli());
            statement.setBytes(5, InterfaceBytes.pack(interfaces.host(), declared(interfaces, numbers)));
            statement.executeUpdate();
        }
    }

    /** Of the machine; empty if its agent never told. */
    public Optional<NetworkUse> ofHost(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select " + COLUMNS + " from network_interfaces i where i.host_id = ?")) {
            statement.setObject(1, host.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(use(row, InterfaceBytes.host(row.getBytes("body")), earlierOfHost(row)))
                        : Optional.empty();
            }
        }
    }

    /** Of a container that is still there; empty if nothing was told of it. */
    public Optional<NetworkUse> ofContainer(Connection connection, ContainerId container) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select " + COLUMNS + ", c.started_at"
                + " from containers c join network_interfaces i on i.host_id = c.host_id"
                + " where c.id = ? and c.removed_at is null")) {
            statement.setObject(1, container.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Optional<NetworkInterfaces> now = InterfaceBytes.container(row.getBytes("body"), container.value());
                Optional<NetworkInterfaces> earlier = earlierOf(row, container);
                return now.isPresent() ? Optional.of(use(row, now.get(), earlier)) : Optional.empty();
            }
        }
    }

    private static NetworkUse use(ResultSet row, NetworkInterfaces now, Optional<NetworkInterfaces> earlier)
            throws SQLException {
        Duration interval =
                Duration.ofMillis(row.getLong("read_millis")).minusMillis(row.getLong("earlier_read_millis"));
        Instant toldAt = row.getObject("told_at", OffsetDateTime.class).toInstant();
        return InterfaceIncrease.of(toldAt, now, interval, earlier);
    }

    private static Optional<NetworkInterfaces> earlierOfHost(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getBytes("earlier_body")).map(InterfaceBytes::host);
    }

    /** A run that began since has a network of its own, whose counters began anew. */
    private static Optional<NetworkInterfaces> earlierOf(ResultSet row, ContainerId container) throws SQLException {
        OffsetDateTime startedAt = row.getObject("started_at", OffsetDateTime.class);
        boolean sameRun =
                startedAt == null || startedAt.toInstant().toEpochMilli() <= row.getLong("earlier_read_millis");
        byte[] body = row.getBytes("earlier_body");
        return sameRun && body != null ? InterfaceBytes.container(body, container.value()) : Optional.empty();
    }

    private static Map<UUID, NetworkInterfaces> declared(Interfaces interfaces, Map<Integer, ContainerId> numbers) {
        Map<UUID, NetworkInterfaces> containers = new HashMap<>();
        for (ContainerInterfaces each : interfaces.containers()) {
            ContainerId container = numbers.get(each.container());
            if (container != null) {
                containers.put(container.value(), each.network());
            }
        }
        return containers;
    }
}
