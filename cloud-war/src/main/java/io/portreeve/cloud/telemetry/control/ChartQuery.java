package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.contract.sample.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Reads a chart: per bucket and container the mean weighted by samples, the lowest and the highest value, where
 * containers that followed each other in one place count as one; then what they come to, see {@link Totals}. Some places
 * are read at once, so that the memory it takes does not grow with them. Percentiles are those of all readings of all of
 * them.
 */
final class ChartQuery {
    private static final int CONTAINERS_AT_ONCE = 50;
    private static final int BUCKETS_AT_ONCE = 18_000;

    private record Moment(UUID container, Instant at) {}

    private record Part(ChartMember.Place place, Instant bucket) {}

    private final Connection connection;
    private final ChartPlan plan;
    private final List<Integer> percentiles;
    private final Map<UUID, ChartMember.Place> places = new HashMap<>();
    private final Map<String, Instant> rolledUpTo;
    private final TreeMap<Instant, Totals> totals = new TreeMap<>();
    private final Map<Instant, Sketches> spreads = new HashMap<>();

    private ChartQuery(Connection connection, ChartPlan plan, List<Integer> percentiles) throws SQLException {
        this.connection = connection;
        this.plan = plan;
        this.percentiles = percentiles;
        rolledUpTo = plan.level() == Level.RAW ? Map.of() : rolledUpTo(connection);
    }

    static MetricsSeries read(
            Connection connection,
            ChartPlan plan,
            List<Integer> percentiles,
            List<ChartMember> members,
            List<LiveSamples> live)
            throws SQLException {
        ChartQuery query = new ChartQuery(connection, plan, percentiles);
        Map<UUID, Map<ChartMember.Place, List<UUID>>> hosts = new LinkedHashMap<>();
        for (ChartMember member : members) {
            query.places.put(member.container(), member.place());
            hosts.computeIfAbsent(member.host(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(member.place(), any -> new ArrayList<>())
                    .add(member.container());
        }
        for (Map<ChartMember.Place, List<UUID>> host : hosts.values()) {
            query.addHost(host.values(), live);
        }
        SeriesBuilder series = new SeriesBuilder(plan, percentiles);
        query.totals.forEach(
                (bucket, totals) -> series.add(bucket, totals, query.spreads.getOrDefault(bucket, new Sketches())));
        return series.build();
    }

    private void addHost(Collection<List<UUID>> byPlace, List<LiveSamples> live) throws SQLException {
        long buckets = 1 + Duration.between(plan.from(), plan.to()).dividedBy(plan.step());
        long atOnce = Math.max(1, Math.min(CONTAINERS_AT_ONCE, BUCKETS_AT_ONCE / buckets));
        List<UUID> next = new ArrayList<>();
        for (List<UUID> together : byPlace) {
            next.addAll(together);
            if (next.size() >= atOnce) {
                add(next.toArray(UUID[]::new), live);
                next.clear();
            }
        }
        if (!next.isEmpty()) {
            add(next.toArray(UUID[]::new), live);
        }
        totals.values().forEach(Totals::endHost);
    }

    private void add(UUID[] containers, List<LiveSamples> live) throws SQLException {
        Map<Part, Gathered> gathered = new HashMap<>();
        Instant start = plan.gathers() ? plan.bucketOf(plan.from()) : plan.from();
        Instant from = rollups(containers, start, gathered);
        List<LatestSample> told = told(live, containers, from);
        Instant firstTold =
                told.stream().map(LatestSample::at).min(Instant::compareTo).orElse(Instant.MAX);
        Set<Moment> stored = new HashSet<>();
        StoredReadings.of(connection, containers)
                .read(connection, from, plan.to(), (organization, container, at, values) -> {
                    at(gathered, container, at).add(values);
                    if (!at.isBefore(firstTold)) {
                        stored.add(new Moment(container, at));
                    }
                });
        for (LatestSample sample : told) {
            if (stored.add(new Moment(sample.id().value(), sample.at()))) {
                at(gathered, sample.id().value(), sample.at()).add(values(sample));
            }
        }
        gathered.forEach((part, place) -> {
            totals.computeIfAbsent(part.bucket(), any -> new Totals()).add(place);
            place.sketches()
                    .ifPresent(spread -> spreads.computeIfAbsent(part.bucket(), any -> new Sketches())
                            .add(spread));
        });
    }

    /** From the plan's level as far as it goes, then from the finer ones; gives up to when. */
    private Instant rollups(UUID[] containers, Instant start, Map<Part, Gathered> gathered) throws SQLException {
        Instant from = start;
        List<Level> levels = Level.rollups();
        for (int index = levels.indexOf(plan.level()); index >= 0; index--) {
            Level level = levels.get(index);
            if (!percentiles.isEmpty() && !level.isSketched()) {
                continue;
            }
            Instant complete = rolledUpTo.getOrDefault(level.wireName(), Instant.EPOCH);
            Instant end = plan.to().isBefore(complete) ? plan.to() : complete;
            if (from.isBefore(end)) {
                rollups(level, containers, from, end, gathered);
                from = end;
            }
        }
        return from;
    }

    private void rollups(Level level, UUID[] containers, Instant from, Instant end, Map<Part, Gathered> gathered)
            throws SQLException {
        String sql = StoredRollups.select(level, !percentiles.isEmpty())
                + " WHERE s.container_id = ANY (?) AND s.ts >= ? AND s.ts < ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", containers));
            query.setTimestamp(2, Timestamp.from(from));
            query.setTimestamp(3, Timestamp.from(end));
            StoredRollups.read(
                    query,
                    (organization, container, at, readings) ->
                            at(gathered, container, at).add(readings));
        }
    }

    private Gathered at(Map<Part, Gathered> gathered, UUID container, Instant at) {
        Instant bucket = plan.gathers() ? plan.bucketOf(at) : at;
        return gathered.computeIfAbsent(
                new Part(places.get(container), bucket), any -> new Gathered(!percentiles.isEmpty()));
    }

    private List<LatestSample> told(List<LiveSamples> live, UUID[] containers, Instant from) {
        Set<UUID> wanted = Set.of(containers);
        return live.stream()
                .flatMap(reading -> reading.samples().stream())
                .filter(sample -> wanted.contains(sample.id().value()))
                .filter(sample -> !sample.at().isBefore(from) && sample.at().isBefore(plan.to()))
                .toList();
    }

    private static double[] values(LatestSample sample) {
        double[] values = new double[Metric.values().length];
        for (Metric metric : Metric.values()) {
            values[metric.place()] = sample.values().getOrDefault(metric, Double.NaN);
        }
        return values;
    }

    private static Map<String, Instant> rolledUpTo(Connection connection) throws SQLException {
        Map<String, Instant> rolledUpTo = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT level, rolled_up_to FROM rollup_progress");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                rolledUpTo.put(rows.getString(1), rows.getTimestamp(2).toInstant());
            }
        }
        return rolledUpTo;
    }
}
