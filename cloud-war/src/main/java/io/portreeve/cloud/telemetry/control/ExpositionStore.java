package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names by which a monitoring system knows the containers of the organization in scope. */
public final class ExpositionStore {
    private static final int MOST = 10_000;

    /** What tells a container from all others, in words; texts are empty where there is nothing to say. */
    public record Named(HostId host, String name, String image, String project, String service) {}

    public Map<ContainerId, Named> containers(Connection connection) throws SQLException {
        Map<ContainerId, Named> named = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT id, host_id, name, image, compose_project,"
                        + " compose_service FROM containers WHERE removed_at IS NULL ORDER BY host_id, name, id LIMIT "
                        + MOST);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                named.put(
                        new ContainerId(Ids.at(rows, 1)),
                        new Named(
                                new HostId(Ids.at(rows, 2)),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6)));
            }
        }
        return named;
    }
}
