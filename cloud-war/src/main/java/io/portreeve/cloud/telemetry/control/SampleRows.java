package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.message.MetricsBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** A mark that is there already is locked, so that nobody takes it before what it stands for is committed. */
    private static final String DIRTY = """
            INSERT INTO dirty_buckets (organization_id, container_id, hour)
            SELECT DISTINCT ?, u.container_id, date_trunc('hour', u.ts, 'UTC')
            FROM unnest(?::uuid[], ?::timestamptz[]) u (container_id, ts)
            WHERE u.ts < ? ORDER BY 2, 3 ON CONFLICT (container_id, hour) DO UPDATE SET hour = excluded.hour
            """;

    private final List<ContainerMinute> minutes = new ArrayList<>();
    private final Set<UUID> agents = new HashSet<>();
    private boolean severalOfAnAgent;

    @Override
    public void add(PendingBatch pending) {
        severalOfAnAgent |= !agents.add(pending.agentId());
        minutes.addAll(ContainerMinute.of((MetricsBatch) pending.batch(), pending.numbers()));
    }

    @Override
    public boolean isEmpty() {
        return minutes.isEmpty();
    }

    @Override
    public boolean anyBefore(Instant late) {
        long lateMillis = late.toEpochMilli();
        for (ContainerMinute minute : minutes) {
            if (minute.first() < lateMillis) {
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
            millis[row] = minutes.get(row).first();
            bodies[row] = minutes.get(row).packed();
        }
        statement.setArray(first + 2, connection.createArrayOf("int8", millis));
        statement.setArray(first + 3, connection.createArrayOf("bytea", bodies));
        return first + 4;
    }

    private int bindLatest(PreparedStatement statement, int first, UUID organization) throws SQLException {
        statement.setObject(first, organization);
        Connection connection = statement.getConnection();
        List<ContainerMinute> newest = newest();
        statement.setArray(first + 1, ids(connection, newest));
        Long[] millis = new Long[newest.size()];
        byte[][] bodies = new byte[newest.size()][];
        for (int row = 0; row < bodies.length; row++) {
            millis[row] = newest.get(row).last();
            bodies[row] = newest.get(row).packedNewest();
        }
        statement.setArray(first + 2, connection.createArrayOf("int8", millis));
        statement.setArray(first + 3, connection.createArrayOf("bytea", bodies));
        return first + 4;
    }

    @Override
    public void markLate(Connection connection, UUID organization, Instant late) throws SQLException {
        List<UUID> containers = new ArrayList<>();
        List<String> moments = new ArrayList<>();
        long lateMillis = late.toEpochMilli();
        for (ContainerMinute minute : minutes) {
            for (int reading = 0; reading < minute.readings(); reading++) {
                if (minute.at(reading) < lateMillis) {
                    containers.add(minute.container());
                    moments.add(Instant.ofEpochMilli(minute.at(reading)).toString());
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
    private List<ContainerMinute> newest() {
        if (!severalOfAnAgent) {
            return minutes;
        }
        Map<UUID, ContainerMinute> newest = new LinkedHashMap<>();
        for (ContainerMinute minute : minutes) {
            newest.merge(minute.container(), minute, (a, b) -> b.last() > a.last() ? b : a);
        }
        return List.copyOf(newest.values());
    }

    private static java.sql.Array ids(Connection connection, List<ContainerMinute> rows) throws SQLException {
        UUID[] ids = new UUID[rows.size()];
        for (int row = 0; row < ids.length; row++) {
            ids[row] = rows.get(row).container();
        }
        return connection.createArrayOf("uuid", ids);
    }
}
