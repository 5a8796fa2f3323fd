package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.sample.HostSample;
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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads rows of {@code host_samples}; they are written with all that agents send. */
public final class HostSampleStore {
    static final String COLUMNS = "ts, interval_millis, cpu_user, cpu_system, cpu_wait, cpu_stolen, load1,"
            + " load5, load15, memory_total, memory_available, swap_total, swap_free, disk_read, disk_written,"
            + " network_received, network_sent, uptime_seconds, file_systems";

    public Optional<HostSample> latest(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select " + COLUMNS + " from host_samples where host_id = ? order by ts desc limit 1")) {
            statement.setObject(1, host.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(sample(row)) : Optional.empty();
            }
        }
    }

    /** The newest of each host that has one since then. */
    public Map<HostId, HostSample> newest(Connection connection, Instant since) throws SQLException {
        Map<HostId, HostSample> newest = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select h.id as host, s.* from hosts h cross join lateral (select " + COLUMNS
                        + " from host_samples where host_id = h.id and ts >= ? order by ts desc limit 1) s")) {
            statement.setObject(1, since.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    newest.put(new HostId(rows.getObject("host", UUID.class)), sample(rows));
                }
            }
        }
        return newest;
    }

    static HostSample sample(ResultSet row) throws SQLException {
        return new HostSample(
                row.getObject("ts", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getInt("interval_millis")),
                number(row, "cpu_user"),
                number(row, "cpu_system"),
                number(row, "cpu_wait"),
                number(row, "cpu_stolen"),
                number(row, "load1"),
                number(row, "load5"),
                number(row, "load15"),
                whole(row, "memory_total"),
                whole(row, "memory_available"),
                whole(row, "swap_total"),
                whole(row, "swap_free"),
                number(row, "disk_read"),
                number(row, "disk_written"),
                number(row, "network_received"),
                number(row, "network_sent"),
                whole(row, "uptime_seconds"),
                FileSystemsJson.read(row.getString("file_systems")));
    }

    private static OptionalDouble number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalLong whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
