package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.contract.message.Stream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the batches of one organization and stream within a transaction that others may share, with a look at each:
 * fence, rows, cursors. Batches whose agents' rows others hold are not waited for. A sample that is older than {@link
 * #LATE} when it is written may be behind the rollups and marks its hour; a batch holds a minute, so that some of its
 * samples are a minute old when all is well.
 */
final class OrganizationWrite {
    static final Duration LATE = Duration.ofSeconds(105);

    private static final String SET_SCOPE = "SELECT set_config('app.current_org_id', ?, true)";
    private static final String FENCE = """
            SELECT a.id, a.epoch, coalesce(c.sequence, 0)
            FROM agents a LEFT JOIN agent_cursors c ON c.agent_id = a.id AND c.stream = ?
            WHERE a.id = ANY (?) AND a.revoked_at IS NULL ORDER BY a.id FOR SHARE OF a SKIP LOCKED
            """;
    private static final String PRESENT = "SELECT a.id FROM agents a WHERE a.id = ANY (?) AND a.revoked_at IS NULL";
    private static final String MOVE_CURSORS = """
            INSERT INTO agent_cursors (organization_id, agent_id, stream, sequence)
            SELECT ?, u.agent_id, ?, u.sequence FROM unnest(?::uuid[], ?::bigint[]) u (agent_id, sequence)
            ON CONFLICT (agent_id, stream) DO UPDATE SET sequence = greatest(agent_cursors.sequence, excluded.sequence)
            """;

    private record Fence(long epoch, long sequence) {}

    private final List<MetricsTransaction.Answer> answers = new ArrayList<>();
    private final List<PendingBatch> written = new ArrayList<>();

    /** What to tell about each batch once the transaction is committed. */
    List<MetricsTransaction.Answer> answers() {
        return answers;
    }

    /** The batches that were stored now, not earlier. */
    List<PendingBatch> written() {
        return written;
    }

    /** All of one stream. */
    void run(Connection connection, UUID organization, List<PendingBatch> batches, Instant now) throws SQLException {
        Stream stream = batches.get(0).batch().stream();
        try (PreparedStatement scope = connection.prepareStatement(SET_SCOPE)) {
            scope.setString(1, organization.toString());
            scope.execute();
        }
        Map<UUID, Fence> fences = fences(connection, stream, batches);
        Set<UUID> held = held(connection, batches, fences.keySet());
        Map<UUID, Long> cursors = new HashMap<>();
        BatchRows rows = BatchRows.of(stream);
        for (PendingBatch pending : batches) {
            UUID agent = pending.agentId();
            Fence fence = fences.get(agent);
            long sequence = pending.sequence();
            if (held.contains(agent)) {
                answer(pending, new IngestResult.Busy());
                continue;
            }
            if (fence == null || fence.epoch() != pending.epoch()) {
                answer(
                        pending,
                        new IngestResult.Rejected(
                                sequence,
                                IngestResult.Rejected.SUPERSEDED,
                                "A newer session of this agent took over."));
                continue;
            }
            answer(pending, new IngestResult.Stored(sequence));
            if (sequence > cursors.getOrDefault(agent, fence.sequence())) {
                cursors.put(agent, sequence);
                rows.add(pending);
                written.add(pending);
            }
        }
        if (!rows.isEmpty()) {
            rows.write(connection, organization);
            rows.markLate(connection, organization, now.minus(LATE));
        }
        moveCursors(connection, organization, stream, cursors);
    }

    private void answer(PendingBatch batch, IngestResult result) {
        answers.add(new MetricsTransaction.Answer(batch, result));
    }

    private static Map<UUID, Fence> fences(Connection connection, Stream stream, List<PendingBatch> batches)
            throws SQLException {
        Map<UUID, Fence> fences = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(FENCE)) {
            query.setString(1, stream.wireName());
            query.setArray(2, connection.createArrayOf("uuid", agents(batches).toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    fences.put(rows.getObject(1, UUID.class), new Fence(rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        return fences;
    }

    /** Agents that are there, and whose rows others hold. */
    private static Set<UUID> held(Connection connection, List<PendingBatch> batches, Set<UUID> fenced)
            throws SQLException {
        Set<UUID> others = agents(batches);
        others.removeAll(fenced);
        Set<UUID> held = new HashSet<>();
        if (others.isEmpty()) {
            return held;
        }
        try (PreparedStatement query = connection.prepareStatement(PRESENT)) {
            query.setArray(1, connection.createArrayOf("uuid", others.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    held.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return held;
    }

    private static Set<UUID> agents(List<PendingBatch> batches) {
        Set<UUID> agents = new HashSet<>();
        batches.forEach(pending -> agents.add(pending.agentId()));
        return agents;
    }

    private static void moveCursors(Connection connection, UUID organization, Stream stream, Map<UUID, Long> cursors)
            throws SQLException {
        if (cursors.isEmpty()) {
            return;
        }
        try (PreparedStatement move = connection.prepareStatement(MOVE_CURSORS)) {
            move.setObject(1, organization);
            move.setString(2, stream.wireName());
            move.setArray(3, connection.createArrayOf("uuid", cursors.keySet().toArray()));
            move.setArray(4, connection.createArrayOf("bigint", cursors.values().toArray()));
            move.executeUpdate();
        }
    }
}
