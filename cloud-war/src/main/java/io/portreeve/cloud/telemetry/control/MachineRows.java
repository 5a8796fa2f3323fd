package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.sample.HostSample;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Samples of one organization's machines on their way into the database; a moment that is there already stays as it is. */
final class MachineRows implements BatchRows {
    private record Row(UUID host, HostSample sample) {}

    /** A column, the type of its array, and the value, null where there is none. */
    private record Field(String name, String type, Function<HostSample, Object> value) {
        static Field number(String name, Function<HostSample, OptionalDouble> value) {
            return new Field(name, "float8", sample -> {
                OptionalDouble number = value.apply(sample);
                return number.isPresent() ? number.getAsDouble() : null;
            });
        }

        static Field whole(String name, Function<HostSample, OptionalLong> value) {
            return new Field(name, "int8", sample -> {
                OptionalLong number = value.apply(sample);
                return number.isPresent() ? number.getAsLong() : null;
            });
        }

        Object[] array(List<Row> rows) {
            Object[] values = switch (type) {
                case "float8" -> new Double[rows.size()];
                case "int8" -> new Long[rows.size()];
                case "text" -> new String[rows.size()];
                default -> throw new IllegalStateException(type);
            };
            for (int row = 0; row < values.length; row++) {
                values[row] = value.apply(rows.get(row).sample());
            }
            return values;
        }
    }

    private static final List<Field> FIELDS = List.of(
            new Field("ts", "int8", sample -> sample.readAt().toEpochMilli()),
            new Field(
                    "interval_millis",
                    "int8",
                    sample -> Math.min(Integer.MAX_VALUE, sample.interval().toMillis())),
            Field.number("cpu_user", HostSample::cpuUserRatio),
            Field.number("cpu_system", HostSample::cpuSystemRatio),
            Field.number("cpu_wait", HostSample::cpuWaitRatio),
            Field.number("cpu_stolen", HostSample::cpuStolenRatio),
            Field.number("load1", HostSample::load1),
            Field.number("load5", HostSample::load5),
            Field.number("load15", HostSample::load15),
            Field.whole("memory_total", HostSample::memoryTotalBytes),
            Field.whole("memory_available", HostSample::memoryAvailableBytes),
            Field.whole("swap_total", HostSample::swapTotalBytes),
            Field.whole("swap_free", HostSample::swapFreeBytes),
            Field.number("disk_read", HostSample::diskReadBytesPerSecond),
            Field.number("disk_written", HostSample::diskWrittenBytesPerSecond),
            Field.number("network_received", HostSample::networkReceivedBytesPerSecond),
            Field.number("network_sent", HostSample::networkSentBytesPerSecond),
            Field.whole("uptime_seconds", HostSample::uptimeSeconds),
            new Field("file_systems", "text", sample -> FileSystemsJson.write(sample.fileSystems())));

    private static final String NAMES = FIELDS.stream().map(Field::name).collect(Collectors.joining(", "));

    private static final String INSERT = "INSERT INTO host_samples (organization_id, host_id, " + NAMES
            + ") SELECT ?, u.host_id, "
            + FIELDS.stream().map(MachineRows::selected).collect(Collectors.joining(", "))
            + " FROM unnest(?::uuid[], "
            + FIELDS.stream().map(field -> "?::" + field.type() + "[]").collect(Collectors.joining(", "))
            + ") u (host_id, " + NAMES + ") ORDER BY 2, 3 ON CONFLICT DO NOTHING";

    static final String LEAD = INSERT + ";";

    private static final String DIRTY = """
            INSERT INTO dirty_host_buckets (organization_id, host_id, hour)
            SELECT DISTINCT ?::uuid, u.host_id, date_trunc('hour', u.ts, 'UTC')
            FROM unnest(?::uuid[], ?::timestamptz[]) u (host_id, ts) ORDER BY 2, 3 ON CONFLICT DO NOTHING
            """;

    private final List<Row> rows = new ArrayList<>();

    @Override
    public void add(PendingBatch pending) {
        for (HostSample sample : ((HostMetrics) pending.batch()).samples()) {
            rows.add(new Row(pending.agent().host().value(), sample));
        }
    }

    @Override
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public int bind(PreparedStatement statement, int first, UUID organization) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setObject(first, organization);
        statement.setArray(
                first + 1,
                connection.createArrayOf("uuid", rows.stream().map(Row::host).toArray()));
        int next = first + 2;
        for (Field field : FIELDS) {
            statement.setArray(next++, connection.createArrayOf(field.type(), field.array(rows)));
        }
        return next;
    }

    @Override
    public void write(Connection connection, UUID organization) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int unused = bind(insert, 1, organization);
            insert.executeUpdate();
        }
    }

    @Override
    public boolean anyBefore(Instant late) {
        return rows.stream().anyMatch(row -> row.sample().readAt().isBefore(late));
    }

    @Override
    public void markLate(Connection connection, UUID organization, Instant late) throws SQLException {
        List<Row> passed = rows.stream()
                .filter(row -> row.sample().readAt().isBefore(late))
                .toList();
        if (passed.isEmpty()) {
            return;
        }
        try (PreparedStatement mark = connection.prepareStatement(DIRTY)) {
            mark.setObject(1, organization);
            mark.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", passed.stream().map(Row::host).toArray()));
            mark.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            passed.stream()
                                    .map(row -> row.sample().readAt().toString())
                                    .toArray()));
            mark.executeUpdate();
        }
    }

    private static String selected(Field field) {
        return switch (field.name()) {
            case "ts" -> "to_timestamp(u.ts / 1000.0)";
            case "interval_millis" -> "u.interval_millis::int";
            case "file_systems" -> "u.file_systems::jsonb";
            default -> "u." + field.name();
        };
    }
}
