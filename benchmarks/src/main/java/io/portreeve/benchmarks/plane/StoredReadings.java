package io.portreeve.benchmarks.plane;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * What the database holds of the fleet's readings: the only place here that knows how samples are stored. It reads the
 * packed bytes with a code of its own, so that a fault of the product's would be seen.
 */
public final class StoredReadings implements Stored {
    private static final String ALL = """
            select c.host_id, c.docker_id, round(extract(epoch from m.ts) * 1000)::bigint, m.body
            from container_minutes m join containers c on c.id = m.container_id
            """;
    private static final int PIDS = 8;
    private static final int STEADY = 2;
    private static final int SEVERAL = 3;
    private static final int FETCHED_AT_ONCE = 10_000;

    private final Connection connection;

    public StoredReadings(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Map<UUID, Map<String, Sums>> sums(Instant base) throws SQLException {
        Map<UUID, Map<String, Sums>> sums = new HashMap<>();
        boolean autoCommit = connection.getAutoCommit();
        // else the driver would fetch all at once
        connection.setAutoCommit(false);
        try (PreparedStatement query = connection.prepareStatement(ALL)) {
            query.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    long[] found = new long[2];
                    byte[] body = rows.getBytes(4);
                    long pids = read(body, rows.getLong(3), at -> {
                        found[0]++;
                        found[1] += at - base.toEpochMilli();
                    });
                    sums.computeIfAbsent(rows.getObject(1, UUID.class), any -> new HashMap<>())
                            .merge(rows.getString(2), new Sums(found[0], found[1], pids), StoredReadings::plus);
                }
            }
        } finally {
            connection.setAutoCommit(autoCommit);
        }
        return sums;
    }

    @Override
    public Map<Long, Long> counts(UUID host, String dockerId) throws SQLException {
        Map<Long, Long> counts = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(ALL + " where c.host_id = ? and c.docker_id = ?")) {
            query.setObject(1, host);
            query.setString(2, dockerId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    long unused = read(rows.getBytes(4), rows.getLong(3), at -> counts.merge(at, 1L, Long::sum));
                }
            }
        }
        return counts;
    }

    @Override
    public Map<UUID, Long> machineSamples() throws SQLException {
        Map<UUID, Long> samples = new HashMap<>();
        try (PreparedStatement query =
                        connection.prepareStatement("select host_id, count(*) from host_samples group by host_id");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                samples.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return samples;
    }

    private static Sums plus(Sums one, Sums other) {
        return new Sums(
                one.readings() + other.readings(), one.sumOfReadAt() + other.sumOfReadAt(), one.pids() + other.pids());
    }

    /** Tells when each reading was taken; gives the sum of the numbers of processes, the ninth metric. */
    private static long read(byte[] body, long first, LongConsumer at) {
        int readings = body[0];
        int[] next = {3 + (body[2] + 3) / 4};
        long millis = first;
        at.accept(millis);
        for (int reading = 1; reading < readings; reading++) {
            millis += number(body, next);
            at.accept(millis);
        }
        long sum = 0;
        for (int metric = 0; metric <= PIDS; metric++) {
            int code = (body[3 + metric / 4] >> (metric % 4 * 2)) & 3;
            long value = 0;
            sum = 0;
            for (int reading = 0; reading < readings; reading++) {
                boolean written = code == SEVERAL || (code == STEADY && reading == 0);
                value += written ? number(body, next) : 0;
                sum += value;
            }
        }
        return sum;
    }

    private static long number(byte[] body, int[] next) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = body[next[0]++];
            number |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return (number >>> 1) ^ -(number & 1);
            }
        }
    }
}
