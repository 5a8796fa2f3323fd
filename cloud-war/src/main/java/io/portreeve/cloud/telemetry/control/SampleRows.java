package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Samples of one organization on their way into the database, a row a container and batch. */
final class SampleRows implements BatchRows {
    private static final String INSERT = "INSERT INTO container_minutes (organization_id, container_id, ts, body)"
            + " SELECT ?, u.id, to_timestamp(u.millis / 1000.0), u.body"
            + " FROM unnest(?::uuid[], ?::bigint[], ?::bytea[]) u (id, millis, body)";

    private static final String LATEST = "INSERT INTO container_latest (organization_id, container_id, ts, body)"
            + " SELECT ?, u.id, to_timestamp(u.millis / 1000.0), u.body"
            + " FROM unnest(?::uuid[], ?::bigint[], ?::bytea[]) u (id, millis, body) ORDER BY 2"
            + " ON CONFLICT (container_id) DO UPDATE SET ts = excluded.ts, body = excluded.body"
            + " WHERE container_latest.ts < excluded.ts";

    static final String LEAD = INSERT + ";WITH latest AS (" + LATEST + ")";

    private static final String DIRTY = """
            INSERT INTO dirty_buckets (organization_id, container_id, hour)
            SELECT DISTINCT ?, u.container_id, date_trunc('hour', u.ts, 'UTC')
            FROM unnest(?::uuid[], ?::timestamptz[]) u (container_id, ts)
            WHERE u.ts < ? ORDER BY 2, 3 ON CONFLICT DO NOTHING
            """;

    /** The readings of one container within a batch, at least one. */
    private record Minute(UUID container, List<Instant> at, List<ContainerSample> samples) {
        Instant first() {
            return at.get(0);
        }

        Instant last() {
            return at.get(at.size() - 1);
        }

        ContainerSample newest() {
            return samples.get(samples.size() - 1);
        }
    }

    private final List<Minute> minutes = new ArrayList<>();

    @Override
    public void add(PendingBatch pending) {
        List<HostReading> batch = ((MetricsBatch) pending.batch()).readings();
        int readings = batch.size();
        Map<Integer, Minute> byNumber = new LinkedHashMap<>();
        for (HostReading reading : batch) {
            for (ContainerSample sample : reading.samples()) {
                Minute minute = byNumber.get(sample.container());
                if (minute == null) {
                    UUID container = pending.numbers().get(sample.container()).value();
                    minute = new Minute(container, new ArrayList<>(readings), new ArrayList<>(readings));
                    byNumber.put(sample.container(), minute);
                }
                minute.at().add(reading.readAt());
                minute.samples().add(sample);
            }
        }
        minutes.addAll(byNumber.values());
    }

    @Override
    public boolean isEmpty() {
        return minutes.isEmpty();
    }

    @Override
    public boolean anyBefore(Instant late) {
        for (Minute minute : minutes) {
            if (minute.first().isBefore(late)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int bind(PreparedStatement statement, int first, UUID organization) throws SQLException {
        return bindLatest(statement, bindInsert(statement, first, organization), organization);
    }

    @Override
    public void write(Connection connection, UUID organization) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int unused = bindInsert(insert, 1, organization);
            insert.executeUpdate();
        }
        try (PreparedStatement upsert = connection.prepareStatement(LATEST)) {
            int unused = bindLatest(upsert, 1, organization);
            upsert.executeUpdate();
        }
    }

    private int bindInsert(PreparedStatement statement, int first, UUID organization) throws SQLException {
        statement.setObject(first, organization);
        Connection connection = statement.getConnection();
        statement.setArray(first + 1, ids(connection, minutes));
        Long[] millis = new Long[minutes.size()];
        byte[][] bodies = new byte[minutes.size()][];
        for (int row = 0; row < bodies.length; row++) {
            Minute minute = minutes.get(row);
            millis[row] = minute.first().toEpochMilli();
            bodies[row] = PackedMinute.pack(minute.at(), minute.samples());
        }
        statement.setArray(first + 2, connection.createArrayOf("int8", millis));
        statement.setArray(first + 3, connection.createArrayOf("bytea", bodies));
        return first + 4;
    }

    private int bindLatest(PreparedStatement statement, int first, UUID organization) throws SQLException {
        statement.setObject(first, organization);
        Connection connection = statement.getConnection();
        List<Minute> newest = newest();
        statement.setArray(first + 1, ids(connection, newest));
        Long[] millis = new Long[newest.size()];
        byte[][] bodies = new byte[newest.size()][];
        for (int row = 0; row < bodies.length; row++) {
            Minute minute = newest.get(row);
            millis[row] = minute.last().toEpochMilli();
            bodies[row] = PackedMinute.pack(List.of(minute.last()), List.of(minute.newest()));
        }
        statement.setArray(first + 2, connection.createArrayOf("int8", millis));
        statement.setArray(first + 3, connection.createArrayOf("bytea", bodies));
        return first + 4;
    }

    @Override
    public void markLate(Connection connection, UUID organization, Instant late) throws SQLException {
        List<UUID> containers = new ArrayList<>();
        List<String> moments = new ArrayList<>();
        for (Minute minute : minutes) {
            for (Instant at : minute.at()) {
                if (at.isBefore(late)) {
                    containers.add(minute.container());
                    moments.add(at.toString());
                }
            }
        }
        if (containers.isEmpty()) {
            return;
        }
        try (PreparedStatement mark = connection.prepareStatement(DIRTY)) {
            mark.setObject(1, organization);
            mark.setArray(2, connection.createArrayOf("uuid", containers.toArray()));
            mark.setArray(3, connection.createArrayOf("timestamptz", moments.toArray()));
            mark.setTimestamp(4, Timestamp.from(late));
            mark.executeUpdate();
        }
    }

    /** The last minute of each container, since one statement may change a row once only. */
    private List<Minute> newest() {
        Map<UUID, Minute> newest = new LinkedHashMap<>();
        for (Minute minute : minutes) {
            newest.merge(minute.container(), minute, (a, b) -> b.last().isAfter(a.last()) ? b : a);
        }
        return List.copyOf(newest.values());
    }

    private static java.sql.Array ids(Connection connection, List<Minute> rows) throws SQLException {
        return connection.createArrayOf(
                "uuid", rows.stream().map(Minute::container).toArray());
    }
}
