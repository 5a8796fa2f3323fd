package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the newest values of the organization in scope. */
public final class LatestStore {
    private static final int MOST = 10_000;
    private static final String SELECT = "SELECT l.container_id, l.ts, "
            + Arrays.stream(Metric.values())
                    .map(metric -> "l." + metric.columnName())
                    .collect(Collectors.joining(", "))
            + " FROM container_latest l JOIN containers c ON c.id = l.container_id AND c.removed_at IS NULL";

    public List<LatestSample> all(Connection connection) throws SQLException {
        return read(connection, "", null);
    }

    public List<LatestSample> ofHost(Connection connection, HostId host) throws SQLException {
        return read(connection, " WHERE c.host_id = ?", host.value());
    }

    public List<LatestSample> of(Connection connection, ContainerId container) throws SQLException {
        return read(connection, " WHERE l.container_id = ?", container.value());
    }

    private static List<LatestSample> read(Connection connection, String where, UUID id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + where + " LIMIT " + MOST)) {
            if (id != null) {
                query.setObject(1, id);
            }
            List<LatestSample> samples = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    samples.add(sample(rows));
                }
            }
            return samples;
        }
    }

    private static LatestSample sample(ResultSet row) throws SQLException {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        int index = 3;
        for (Metric metric : Metric.values()) {
            double value = row.getDouble(index++);
            if (!row.wasNull()) {
                values.put(metric, value);
            }
        }
        return new LatestSample(
                new ContainerId(row.getObject(1, UUID.class)),
                row.getTimestamp(2).toInstant(),
                values);
    }
}
