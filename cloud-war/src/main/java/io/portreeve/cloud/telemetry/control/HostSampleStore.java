package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.sample.HostSample;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Rows of {@code host_samples}. */
public final class HostSampleStore {
    private static final String COLUMNS = "ts, interval_millis, cpu_user, cpu_system, cpu_wait, cpu_stolen, load1,"
            + " load5, load15, memory_total, memory_available, swap_total, swap_free, disk_read, disk_written,"
            + " network_received, network_sent, uptime_seconds, file_systems";

    /** A moment that is there already stays as it is. */
    public void insert(Connection connection, AuthenticatedAgent agent, List<HostSample> samples) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into host_samples (organization_id,"
                + " host_id, " + COLUMNS
                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)"
                + " on conflict do nothing")) {
            for (HostSample sample : samples) {
                statement.setObject(1, agent.organization().value());
                statement.setObject(2, agent.host().value());
                bind(statement, sample);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    public Optional<HostSample> latest(Connection connection, HostId host) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select " + COLUMNS + " from host_samples where host_id = ? order by ts desc limit 1")) {
            statement.setObject(1, host.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(sample(row)) : Optional.empty();
            }
        }
    }

    /** Deletes some that are older, across organizations; how many those were. */
    public int deleteBefore(Connection connection, Instant before, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from host_samples where ctid = any(array("
                        + "select ctid from host_samples where ts < ? limit ?))")) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.setInt(2, most);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, HostSample sample) throws SQLException {
        statement.setObject(3, sample.readAt().atOffset(ZoneOffset.UTC));
        statement.setInt(4, (int) Math.min(Integer.MAX_VALUE, sample.interval().toMillis()));
        List<OptionalDouble> shares = List.of(
                sample.cpuUserRatio(),
                sample.cpuSystemRatio(),
                sample.cpuWaitRatio(),
                sample.cpuStolenRatio(),
                sample.load1(),
                sample.load5(),
                sample.load15());
        int next = 5;
        for (OptionalDouble share : shares) {
            set(statement, next++, share);
        }
        set(statement, next++, sample.memoryTotalBytes());
        set(statement, next++, sample.memoryAvailableBytes());
        set(statement, next++, sample.swapTotalBytes());
        set(statement, next++, sample.swapFreeBytes());
        set(statement, next++, sample.diskReadBytesPerSecond());
        set(statement, next++, sample.diskWrittenBytesPerSecond());
        set(statement, next++, sample.networkReceivedBytesPerSecond());
        set(statement, next++, sample.networkSentBytesPerSecond());
        set(statement, next++, sample.uptimeSeconds());
        statement.setString(next, FileSystemsJson.write(sample.fileSystems()));
    }

    private static HostSample sample(ResultSet row) throws SQLException {
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

    private static void set(PreparedStatement statement, int index, OptionalDouble value) throws SQLException {
        if (value.isPresent()) {
            statement.setDouble(index, value.getAsDouble());
        } else {
            statement.setNull(index, Types.DOUBLE);
        }
    }

    private static void set(PreparedStatement statement, int index, OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.getAsLong());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
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
