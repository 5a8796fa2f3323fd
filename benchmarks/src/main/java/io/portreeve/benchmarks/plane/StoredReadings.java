package io.portreeve.benchmarks.plane;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the database holds of the fleet's readings: the only place here that knows how samples are stored. */
public final class StoredReadings implements Stored {
    private static final String READINGS = """
            select s.container_id, round(extract(epoch from s.ts) * 1000)::bigint as read_at, s.pids
            from container_samples s
            """;

    private final Connection connection;

    public StoredReadings(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Map<UUID, Map<String, Sums>> sums(Instant base) throws SQLException {
        String sql = """
                select c.host_id, c.docker_id, r.n, r.read_at, r.pids from containers c join (
                    select container_id, count(*) as n, sum(read_at - ?)::bigint as read_at, sum(pids)::bigint as pids
                    from (%s) readings group by container_id) r on r.container_id = c.id
                """.formatted(READINGS);
        Map<UUID, Map<String, Sums>> sums = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, base.toEpochMilli());
            query.setFetchSize(10_000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sums.computeIfAbsent(rows.getObject(1, UUID.class), any -> new HashMap<>())
                            .put(rows.getString(2), new Sums(rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
        }
        return sums;
    }

    @Override
    public Map<Long, Long> counts(UUID host, String dockerId) throws SQLException {
        String sql = """
                select read_at, count(*) from (%s) readings where container_id =
                    (select id from containers where host_id = ? and docker_id = ?) group by read_at
                """.formatted(READINGS);
        Map<Long, Long> counts = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, host);
            query.setString(2, dockerId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getLong(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }
}
