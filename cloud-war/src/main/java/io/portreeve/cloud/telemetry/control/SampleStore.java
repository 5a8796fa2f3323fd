package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.sample.ContainerSample;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Samples into their tables; the organization's scope is the caller's to open. */
public final class SampleStore {
    private static final String VALUES = """
            cpu_cores, cpu_throttled_ratio, memory_bytes, memory_limit_bytes, network_received_bytes_per_second,
            network_sent_bytes_per_second, block_read_bytes_per_second, block_written_bytes_per_second, pids""";

    private static final String ROWS = """
            unnest(?::uuid[], ?::real[], ?::real[], ?::bigint[], ?::bigint[], ?::real[], ?::real[], ?::real[],
                ?::real[], ?::int[]) as s(container_id, %s)""".formatted(VALUES);

    private static final String INSERT = """
            insert into container_samples (organization_id, ts, interval_millis, container_id, %s)
            select ?, ?, ?, s.* from %s""".formatted(VALUES, ROWS);

    private static final String LATEST = """
            insert into container_latest as l (organization_id, ts, container_id, %1$s)
            select ?, ?, s.* from %2$s
            on conflict (container_id) do update set
                ts = excluded.ts, cpu_cores = excluded.cpu_cores,
                cpu_throttled_ratio = excluded.cpu_throttled_ratio, memory_bytes = excluded.memory_bytes,
                memory_limit_bytes = excluded.memory_limit_bytes,
                network_received_bytes_per_second = excluded.network_received_bytes_per_second,
                network_sent_bytes_per_second = excluded.network_sent_bytes_per_second,
                block_read_bytes_per_second = excluded.block_read_bytes_per_second,
                block_written_bytes_per_second = excluded.block_written_bytes_per_second, pids = excluded.pids
            where l.ts < excluded.ts""".formatted(VALUES, ROWS);

    /** Whether the session is the agent's newest, which it then stays until the transaction ends. */
    public boolean holdsEpoch(Connection connection, AuthenticatedAgent agent, long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select 1 from agents
                where organization_id = ? and id = ? and epoch = ? and revoked_at is null for share
                """)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.agent().value());
            statement.setLong(3, epoch);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** False if the sequence number was stored before. */
    public boolean advanceCursor(Connection connection, AuthenticatedAgent agent, long sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into agent_cursors (organization_id, agent_id, stream, sequence) values (?, ?, ?, ?)
                on conflict (agent_id, stream) do update set sequence = excluded.sequence
                where agent_cursors.sequence < excluded.sequence
                """)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, agent.agent().value());
            statement.setString(3, Stream.METRICS.wireName());
            statement.setLong(4, sequence);
            return statement.executeUpdate() == 1;
        }
    }

    /** Appends the samples, and makes them the latest unless newer ones are there. */
    public void store(
            Connection connection,
            AuthenticatedAgent agent,
            MetricsBatch batch,
            Map<Integer, ContainerId> numbers,
            boolean late)
            throws SQLException {
        Object[] containers = batch.samples().stream()
                .map(sample -> numbers.get(sample.container()).value())
                .toArray();
        if (containers.length == 0) {
            return;
        }
        Array ids = connection.createArrayOf("uuid", containers);
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement latest = connection.prepareStatement(LATEST)) {
            insert.setObject(1, agent.organization().value());
            insert.setObject(2, batch.readAt().atOffset(ZoneOffset.UTC));
            insert.setInt(3, (int) Math.min(batch.interval().toMillis(), Integer.MAX_VALUE));
            bind(insert, 4, ids, batch.samples());
            insert.executeUpdate();
            latest.setObject(1, agent.organization().value());
            latest.setObject(2, batch.readAt().atOffset(ZoneOffset.UTC));
            bind(latest, 3, ids, batch.samples());
            latest.executeUpdate();
        }
        if (late) {
            markDirty(connection, agent, ids, batch.readAt());
        }
    }

    private static void markDirty(Connection connection, AuthenticatedAgent agent, Array containers, Instant readAt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into dirty_buckets (organization_id, container_id, hour)
                select ?, id, date_trunc('hour', ?::timestamptz, 'UTC') from unnest(?::uuid[]) as s(id)
                on conflict do nothing
                """)) {
            statement.setObject(1, agent.organization().value());
            statement.setObject(2, readAt.atOffset(ZoneOffset.UTC));
            statement.setArray(3, containers);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int first, Array containers, List<ContainerSample> samples)
            throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(first, containers);
        statement.setArray(first + 1, reals(connection, samples, ContainerSample::cpuCores));
        statement.setArray(first + 2, reals(connection, samples, ContainerSample::cpuThrottledRatio));
        statement.setArray(first + 3, wholes(connection, samples, ContainerSample::memoryBytes));
        statement.setArray(first + 4, wholes(connection, samples, ContainerSample::memoryLimitBytes));
        statement.setArray(first + 5, reals(connection, samples, ContainerSample::networkReceivedBytesPerSecond));
        statement.setArray(first + 6, reals(connection, samples, ContainerSample::networkSentBytesPerSecond));
        statement.setArray(first + 7, reals(connection, samples, ContainerSample::blockReadBytesPerSecond));
        statement.setArray(first + 8, reals(connection, samples, ContainerSample::blockWrittenBytesPerSecond));
        statement.setArray(first + 9, array(connection, "int4", samples, ContainerSample::pids, pids ->
                (int) Math.min(pids, Integer.MAX_VALUE)));
    }

    private static Array reals(
            Connection connection, List<ContainerSample> samples, ToDoubleFunction<ContainerSample> value)
            throws SQLException {
        return array(connection, "float4", samples, value, number -> (float) (double) number);
    }

    private static Array wholes(
            Connection connection, List<ContainerSample> samples, ToDoubleFunction<ContainerSample> value)
            throws SQLException {
        return array(connection, "int8", samples, value, Math::round);
    }

    private static Array array(
            Connection connection,
            String type,
            List<ContainerSample> samples,
            ToDoubleFunction<ContainerSample> value,
            Function<Double, Object> stored)
            throws SQLException {
        Object[] column = samples.stream()
                .mapToDouble(value)
                .mapToObj(number -> Double.isNaN(number) ? null : stored.apply(number))
                .toArray();
        return connection.createArrayOf(type, column);
    }
}
