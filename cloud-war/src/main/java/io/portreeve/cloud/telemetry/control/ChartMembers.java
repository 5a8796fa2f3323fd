package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.ComposeService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which containers make up a chart: those of the organization in scope, removed ones included. */
final class ChartMembers {
    private static final int MOST = 2_000;
    private static final String SELECT =
            "SELECT c.id, c.host_id, c.name, c.compose_project, c.compose_service, c.image,"
                    + " c.image_id, c.created_at, c.removed_at FROM containers c";
    private static final String NEWEST = " ORDER BY c.created_at DESC LIMIT " + MOST;

    private ChartMembers() {}

    static Optional<ChartMember> of(Connection connection, ContainerId container) throws SQLException {
        return read(connection, SELECT + " WHERE c.id = ?", container.value()).stream()
                .findFirst();
    }

    /** A container and those before it in its place, the newest first. */
    static List<ChartMember> history(Connection connection, ChartMember member) throws SQLException {
        String sql = SELECT + " WHERE c.host_id = ? AND c.compose_project = ? AND c.compose_service = ?"
                + " AND c.created_at <= ?" + NEWEST;
        return read(
                        connection,
                        sql,
                        member.host(),
                        member.project(),
                        member.service(),
                        Timestamp.from(member.createdAt()))
                .stream()
                .filter(other -> other.place().equals(member.place()))
                .toList();
    }

    /** The containers of a service, the newest first; on one host alone if one is named. */
    static List<ChartMember> of(Connection connection, ComposeService service, Optional<HostId> host)
            throws SQLException {
        String sql = SELECT + " WHERE c.compose_project = ? AND c.compose_service = ? AND c.compose_service <> ''"
                + " AND (?::uuid IS NULL OR c.host_id = ?::uuid)" + NEWEST;
        UUID only = host.map(HostId::value).orElse(null);
        return read(connection, sql, service.project(), service.service(), only, only);
    }

    /** The containers of a host that were there since, or are. */
    static List<ChartMember> of(Connection connection, HostId host, Instant since) throws SQLException {
        String sql = SELECT + " WHERE c.host_id = ? AND (c.removed_at IS NULL OR c.removed_at >= ?)"
                + " ORDER BY c.removed_at IS NOT NULL, c.last_seen_at DESC LIMIT " + MOST;
        return read(connection, sql, host.value(), Timestamp.from(since));
    }

    private static List<ChartMember> read(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                query.setObject(index + 1, parameters[index]);
            }
            List<ChartMember> members = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    members.add(member(rows));
                }
            }
            return members;
        }
    }

    private static ChartMember member(ResultSet row) throws SQLException {
        Timestamp removedAt = row.getTimestamp(9);
        return new ChartMember(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getTimestamp(8).toInstant(),
                removedAt == null ? null : removedAt.toInstant());
    }
}
