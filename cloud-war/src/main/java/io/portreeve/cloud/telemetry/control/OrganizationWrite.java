package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.IngestResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the batches of one organization within a transaction that others may share: fence, samples, cursors. A sample
 * that is older than {@link #LATE} when it is written may be behind the rollups and marks its hour; a batch holds a minute,
 * so that some of its samples are a minute old when all is well.
 */
final class OrganizationWrite {
    static final Duration LATE = Duration.ofSeconds(105);

    private static final String SET_SCOPE = "SELECT set_config('app.current_org_id', ?, true)";
    private static final String FENCE = """
            SELECT a.id, a.epoch, coalesce(c.sequence, 0)
            FROM agents a LEFT JOIN agent_cursors c ON c.agent_id = a.id AND c.stream = 'metrics'
            WHERE a.id = ANY (?) AND a.revoked_at IS NULL ORDER BY a.id FOR SHARE OF a
            """;
    private static final String MOVE_CURSORS = """
            INSERT INTO agent_cursors (organization_id, agent_id, stream, sequence)
            SELECT ?, u.agent_id, 'metrics', u.sequence FROM unnest(?::uuid[], ?::bigint[]) u (agent_id, sequence)
            ON CONFLICT (agent_id, stream) DO UPDATE SET sequence = greatest(agent_cursors.sequence, excluded.sequence)
            """;

    private record Fence(long epoch, long sequence) {}

    private final Map<PendingBatch, IngestResult> results = new LinkedHashMap<>();
    private final List<PendingBatch> written = new ArrayList<>();

    /** What to tell about each batch once the transaction is committed. */
    Map<PendingBatch, IngestResult> results() {
        return results;
    }

    /** The batches that were stored now, not earlier. */
    List<PendingBatch> written() {
        return written;
    }

    void run(Connection connection, UUID organization, List<PendingBatch> batches, Instant now) throws SQLException {
        try (PreparedStatement scope = connection.prepareStatement(SET_SCOPE)) {
            scope.setString(1, organization.toString());
            scope.execute();
        }
        Map<UUID, Fence> fences = fences(connection, batches);
        Map<UUID, Long> cursors = new HashMap<>();
        SampleRows rows = new SampleRows();
        for (PendingBatch pending : batches) {
            UUID agent = pending.agent().agent().value();
            Fence fence = fences.get(agent);
            long sequence = pending.batch().sequence();
            if (fence == null || fence.epoch() != pending.epoch()) {
                results.put(
                        pending,
                        new IngestResult.Rejected(
                                sequence,
                                IngestResult.Rejected.SUPERSEDED,
                                "A newer session of this agent took over."));
                continue;
            }
            results.put(pending, new IngestResult.Stored(sequence));
            if (sequence > cursors.getOrDefault(agent, fence.sequence())) {
                cursors.put(agent, sequence);
                rows.add(pending);
                written.add(pending);
            }
        }
        if (!rows.isEmpty()) {
            rows.write(connection, organization, now.minus(LATE));
        }
        moveCursors(connection, organization, cursors);
    }

    private static Map<UUID, Fence> fences(Connection connection, List<PendingBatch> batches) throws SQLException {
        Object[] agents = batches.stream()
                .map(pending -> pending.agent().agent().value())
                .distinct()
                .toArray();
        Map<UUID, Fence> fences = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(FENCE)) {
            query.setArray(1, connection.createArrayOf("uuid", agents));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    fences.put(rows.getObject(1, UUID.class), new Fence(rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        return fences;
    }

    private static void moveCursors(Connection connection, UUID organization, Map<UUID, Long> cursors)
            throws SQLException {
        if (cursors.isEmpty()) {
            return;
        }
        try (PreparedStatement move = connection.prepareStatement(MOVE_CURSORS)) {
            move.setObject(1, organization);
            move.setArray(2, connection.createArrayOf("uuid", cursors.keySet().toArray()));
            move.setArray(3, connection.createArrayOf("bigint", cursors.values().toArray()));
            move.executeUpdate();
        }
    }
}
