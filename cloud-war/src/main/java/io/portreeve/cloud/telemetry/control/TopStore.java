package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.Ranking;
import io.portreeve.cloud.telemetry.TopContainers;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Compares the containers of the organization in scope. */
public final class TopStore {
    private static final int MOST = 10_000;

    /** Two branches, each with an index of its own. */
    private static final String CONTAINERS = """
            SELECT c.id, c.name, c.host_id, h.name, c.compose_project, c.compose_service FROM (
                SELECT * FROM containers WHERE removed_at IS NULL
                UNION ALL SELECT * FROM containers WHERE removed_at >= ?) c
            JOIN hosts h ON h.organization_id = c.organization_id AND h.id = c.host_id LIMIT\s""" + MOST;

    private record Candidate(TopContainers.Entry entry, Used used) {}

    /** What a container used, summed up over its readings. */
    private static final class Used {
        private double sum;
        private double readings;

        void add(double more, double of) {
            sum += more;
            readings += of;
        }
    }

    /**
     * Compares means over the whole span: who had fewer readings than another container of its host was not there all the
     * time.
     *
     * @param most how many at most
     */
    public TopContainers read(
            Connection connection,
            Ranking ranking,
            int most,
            Instant from,
            Instant to,
            Instant now,
            RetentionTimes kept)
            throws SQLException {
        TopPlan plan = TopPlan.of(from, to, now, kept);
        Map<UUID, Candidate> candidates = candidates(connection, plan.from());
        UUID[] ids = candidates.keySet().toArray(UUID[]::new);
        Instant next = rollups(connection, plan, ranking, ids, candidates);
        if (next.isBefore(to)) {
            samples(connection, ranking, ids, next, to, candidates);
        }
        return new TopContainers(ranking, plan.from(), to, plan.level(), entries(candidates.values(), most));
    }

    private static Map<UUID, Candidate> candidates(Connection connection, Instant since) throws SQLException {
        Map<UUID, Candidate> candidates = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(CONTAINERS)) {
            query.setTimestamp(1, Timestamp.from(since));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID id = Ids.at(rows, 1);
                    candidates.put(
                            id,
                            new Candidate(
                                    new TopContainers.Entry(
                                            new ContainerId(id),
                                            rows.getString(2),
                                            new HostId(Ids.at(rows, 3)),
                                            rows.getString(4),
                                            rows.getString(5),
                                            rows.getString(6),
                                            0),
                                    new Used()));
                }
            }
        }
        return candidates;
    }

    /** From the plan's level as far as it goes, then from the finer ones; gives up to when. */
    private static Instant rollups(
            Connection connection, TopPlan plan, Ranking ranking, UUID[] ids, Map<UUID, Candidate> candidates)
            throws SQLException {
        Instant from = plan.from();
        if (plan.level() == Level.RAW) {
            return from;
        }
        RollupStore progress = new RollupStore();
        List<Level> levels = Level.rollups();
        for (int index = levels.indexOf(plan.level()); index >= 0; index--) {
            Level level = levels.get(index);
            Instant complete = progress.rolledUpTo(connection, level).orElse(Instant.EPOCH);
            Instant end = plan.to().isBefore(complete) ? plan.to() : complete;
            if (from.isBefore(end)) {
                rollups(connection, level, ranking, ids, from, end, candidates);
                from = end;
            }
        }
        return from;
    }

    private static void rollups(
            Connection connection,
            Level level,
            Ranking ranking,
            UUID[] ids,
            Instant from,
            Instant end,
            Map<UUID, Candidate> candidates)
            throws SQLException {
        String value = ranking.metrics().stream()
                .map(metric -> "coalesce(" + MetricColumns.name(metric) + "_avg, 0)")
                .collect(Collectors.joining(" + "));
        String sql = "SELECT container_id, sum(samples * (" + value + ")::float8), sum(samples) FROM " + level.table()
                + " WHERE container_id = ANY (?) AND ts >= ? AND ts < ? GROUP BY container_id";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", ids));
            query.setTimestamp(2, Timestamp.from(from));
            query.setTimestamp(3, Timestamp.from(end));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    candidates.get(Ids.at(rows, 1)).used().add(rows.getDouble(2), rows.getDouble(3));
                }
            }
        }
    }

    private static void samples(
            Connection connection,
            Ranking ranking,
            UUID[] ids,
            Instant from,
            Instant to,
            Map<UUID, Candidate> candidates)
            throws SQLException {
        StoredReadings.of(connection, ids).read(connection, from, to, (organization, container, at, values) -> {
            double sum = 0;
            for (Metric metric : ranking.metrics()) {
                double value = values[metric.place()];
                sum += Double.isNaN(value) ? 0 : value;
            }
            candidates.get(container).used().add(sum, 1);
        });
    }

    private static List<TopContainers.Entry> entries(Iterable<Candidate> candidates, int most) {
        Map<HostId, Double> readings = new HashMap<>();
        candidates.forEach(each -> readings.merge(each.entry().host(), each.used().readings, Double::max));
        List<TopContainers.Entry> entries = new ArrayList<>();
        for (Candidate each : candidates) {
            if (each.used().readings > 0) {
                TopContainers.Entry entry = each.entry();
                entries.add(new TopContainers.Entry(
                        entry.container(),
                        entry.name(),
                        entry.host(),
                        entry.hostName(),
                        entry.composeProject(),
                        entry.composeService(),
                        each.used().sum / readings.get(entry.host())));
            }
        }
        entries.sort(Comparator.comparing(TopContainers.Entry::mean)
                .reversed()
                .thenComparing(entry -> entry.container().value()));
        return entries.subList(0, Math.min(most, entries.size()));
    }
}
