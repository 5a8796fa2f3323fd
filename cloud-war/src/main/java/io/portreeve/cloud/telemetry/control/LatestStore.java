package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the containers that are still there, of the organization in scope, with the newest values stored of each. */
public final class LatestStore {
    private static final int MOST = 10_000;
    private static final String SELECT = "SELECT c.id, c.host_id, l.ts, l.body, "
            + MetricColumns.OWN.stream()
                    .map(metric -> "l." + MetricColumns.name(metric))
                    .collect(Collectors.joining(", "))
            + " FROM containers c LEFT JOIN container_latest l ON l.container_id = c.id WHERE c.removed_at IS NULL";

    public List<LatestRow> all(Connection connection) throws SQLException {
        return read(connection, "", null);
    }

    public List<LatestRow> ofHost(Connection connection, HostId host) throws SQLException {
        return read(connection, " AND c.host_id = ?", host.value());
    }

    public List<LatestRow> of(Connection connection, ContainerId container) throws SQLException {
        return read(connection, " AND c.id = ?", container.value());
    }

    private static List<LatestRow> read(Connection connection, String where, UUID id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + where + " LIMIT " + MOST)) {
            if (id != null) {
                query.setObject(1, id);
            }
            List<LatestRow> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
            return found;
        }
    }

    private static LatestRow row(ResultSet row) throws SQLException {
        ContainerId container = new ContainerId(Ids.at(row, 1));
        HostId host = new HostId(Ids.at(row, 2));
        Timestamp at = row.getTimestamp(3);
        if (at == null) {
            return new LatestRow(container, host, Optional.empty());
        }
        byte[] body = row.getBytes(4);
        Map<Metric, Double> values = body == null ? fromBefore(row) : values(at.toInstant(), body);
        return new LatestRow(container, host, Optional.of(new LatestSample(container, at.toInstant(), values)));
    }

    private static Map<Metric, Double> values(Instant at, byte[] body) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        PackedMinute.unpack(at, body, (same, read) -> {
            for (Metric metric : Metric.values()) {
                if (!Double.isNaN(read[metric.place()])) {
                    values.put(metric, read[metric.place()]);
                }
            }
        });
        return values;
    }

    /** What was written before there was a body. */
    private static Map<Metric, Double> fromBefore(ResultSet row) throws SQLException {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        int index = 5;
        for (Metric metric : MetricColumns.OWN) {
            double value = row.getDouble(index++);
            if (!row.wasNull()) {
                values.put(metric, value);
            }
        }
        return values;
    }
}
