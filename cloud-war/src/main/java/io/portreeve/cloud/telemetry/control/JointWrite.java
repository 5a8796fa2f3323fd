package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.message.Stream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes the batches of many organizations in one transaction, several in one trip to the server: for each its scope,
 * then its rows, then its cursors. It takes for granted that every batch is new and of its agent's newest session; whether
 * that was so shows in the number of cursors that moved. If it was not, the transaction must be rolled back, and {@link
 * OrganizationWrite} looks closer.
 */
final class JointWrite {
    /** One text each, so that the server prepares few; the largest that still fits is used. */
    private static final int[] ORGANIZATIONS_A_TRIP = {16, 4, 1};

    private static final String SCOPE = "SELECT set_config('app.current_org_id', ?, true)";

    /**
     * The newest session stays so until the commit, since its row is locked; a cursor that is there already, moved by
     * another node a moment ago, does not move twice.
     */
    private static final String CURSORS = """
            INSERT INTO agent_cursors (organization_id, agent_id, stream, sequence)
            SELECT ?, a.id, ?, u.sequence
            FROM unnest(?::uuid[], ?::bigint[], ?::bigint[]) u (agent_id, epoch, sequence)
            JOIN agents a ON a.id = u.agent_id AND a.epoch = u.epoch AND a.revoked_at IS NULL
            ORDER BY a.id FOR SHARE OF a
            ON CONFLICT (agent_id, stream) DO UPDATE SET sequence = excluded.sequence
            WHERE agent_cursors.sequence < excluded.sequence
            """;

    /** Batches of one organization and stream. */
    private record Part(UUID organization, Stream stream, List<PendingBatch> batches, BatchRows rows) {}

    private final Connection connection;
    private final Instant late;

    /** @param late samples from before may have been passed by rollups */
    JointWrite(Connection connection, Instant late) {
        this.connection = connection;
        this.late = late;
    }

    /** Whether all were new and of the newest session; if not, nothing may be committed. */
    boolean run(List<PendingBatch> batches) throws SQLException {
        for (Stream stream : List.of(Stream.METRICS, Stream.HOST_METRICS)) {
            List<Part> parts = new ArrayList<>();
            for (List<PendingBatch> group : byOrganization(batches, stream)) {
                if (hasTwiceTheSameAgent(group)) {
                    return false;
                }
                BatchRows rows = BatchRows.of(stream);
                group.forEach(rows::add);
                parts.add(new Part(group.get(0).organization(), stream, group, rows));
            }
            if (!runAll(parts)) {
                return false;
            }
        }
        return true;
    }

    private boolean runAll(List<Part> parts) throws SQLException {
        int next = 0;
        while (next < parts.size()) {
            int trip = tripOf(parts.size() - next);
            if (!write(parts.subList(next, next + trip))) {
                return false;
            }
            next += trip;
        }
        return true;
    }

    private static Collection<List<PendingBatch>> byOrganization(List<PendingBatch> batches, Stream stream) {
        return batches.stream()
                .filter(batch -> batch.batch().stream() == stream)
                .collect(Collectors.groupingBy(PendingBatch::organization, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static boolean hasTwiceTheSameAgent(List<PendingBatch> batches) {
        Set<UUID> agents = new HashSet<>();
        return !batches.stream().allMatch(batch -> agents.add(batch.agentId()));
    }

    private static int tripOf(int left) {
        for (int organizations : ORGANIZATIONS_A_TRIP) {
            if (organizations <= left) {
                return organizations;
            }
        }
        throw new IllegalArgumentException("nothing is left");
    }

    private boolean write(List<Part> parts) throws SQLException {
        String text = SCOPE + ";" + BatchRows.leadOf(parts.get(0).stream()) + CURSORS + ";";
        boolean moved = true;
        try (PreparedStatement statement = connection.prepareStatement(text.repeat(parts.size()))) {
            int next = 1;
            for (Part part : parts) {
                statement.setString(next, part.organization().toString());
                next = part.rows().bind(statement, next + 1, part.organization());
                next = bindCursors(statement, next, part);
            }
            statement.execute();
            for (Part part : parts) {
                // of the scope, of the rows, of the cursors
                statement.getMoreResults();
                statement.getMoreResults();
                moved &= statement.getUpdateCount() == part.batches().size();
                statement.getMoreResults();
            }
        }
        for (Part part : parts) {
            if (moved && part.rows().anyBefore(late)) {
                markLate(part);
            }
        }
        return moved;
    }

    private int bindCursors(PreparedStatement statement, int first, Part part) throws SQLException {
        int count = part.batches().size();
        UUID[] agents = new UUID[count];
        Long[] epochs = new Long[count];
        Long[] sequences = new Long[count];
        for (int row = 0; row < count; row++) {
            PendingBatch batch = part.batches().get(row);
            agents[row] = batch.agentId();
            epochs[row] = batch.epoch();
            sequences[row] = batch.sequence();
        }
        statement.setObject(first, part.organization());
        statement.setString(first + 1, part.stream().wireName());
        statement.setArray(first + 2, connection.createArrayOf("uuid", agents));
        statement.setArray(first + 3, connection.createArrayOf("int8", epochs));
        statement.setArray(first + 4, connection.createArrayOf("int8", sequences));
        return first + 5;
    }

    private void markLate(Part part) throws SQLException {
        try (PreparedStatement scope = connection.prepareStatement(SCOPE)) {
            scope.setString(1, part.organization().toString());
            scope.execute();
        }
        part.rows().markLate(connection, part.organization(), late);
    }
}
