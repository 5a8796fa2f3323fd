package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.MetricsSeries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Charts of the organization in scope; of another one's containers and hosts it finds nothing. */
public final class ChartStore {
    private static final int MOST_CONTAINERS = 2_000;

    private final Duration sampleInterval;

    public ChartStore(Duration sampleInterval) {
        this.sampleInterval = sampleInterval;
    }

    /** What is asked for: the span of time, and how many points at most. */
    public record Span(Instant from, Instant to, int points, Instant now) {
        ChartPlan plan(Duration sampleInterval) {
            return ChartPlan.of(from, to, points, sampleInterval, now);
        }
    }

    public Optional<HostId> hostOf(Connection connection, ContainerId container) throws SQLException {
        return ids(connection, "SELECT host_id FROM containers WHERE id = ?", container.value()).stream()
                .findFirst()
                .map(HostId::new);
    }

    /**
     * The series of a container.
     *
     * @param live readings of its host that may not be stored yet
     */
    public Optional<MetricsSeries> container(
            Connection connection, ContainerId container, Span span, List<LiveSamples> live) throws SQLException {
        ChartPlan plan = span.plan(sampleInterval);
        List<UUID> found = ids(connection, "SELECT id FROM containers WHERE id = ?", container.value());
        return found.isEmpty() ? Optional.empty() : Optional.of(ChartQuery.read(connection, plan, found, live));
    }

    public Optional<MetricsSeries> host(Connection connection, HostId host, Span span, List<LiveSamples> live)
            throws SQLException {
        ChartPlan plan = span.plan(sampleInterval);
        if (ids(connection, "SELECT id FROM hosts WHERE id = ?", host.value()).isEmpty()) {
            return Optional.empty();
        }
        String alive = "SELECT id FROM containers WHERE host_id = ? AND (removed_at IS NULL OR removed_at >= '"
                + span.from() + "') ORDER BY last_seen_at DESC LIMIT " + MOST_CONTAINERS;
        return Optional.of(ChartQuery.read(connection, plan, ids(connection, alive, host.value()), live));
    }

    private static List<UUID> ids(Connection connection, String sql, UUID parameter) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, parameter);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }
}
