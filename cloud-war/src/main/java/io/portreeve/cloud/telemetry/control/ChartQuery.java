package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.Metric;
import io.portreeve.cloud.telemetry.MetricsSeries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads a chart: per bucket and container the mean weighted by samples, the lowest and the highest value; then what they
 * come to over the containers, see {@link Totals}. Some containers are read at once, so that the memory it takes does not
 * grow with them.
 */
final class ChartQuery {
    private static final int CONTAINERS_AT_ONCE = 50;
    private static final String ROLLUP_COLUMNS = Arrays.stream(Metric.values())
            .map(Metric::columnName)
            .map(name -> name + "_avg::float8, " + name + "_min::float8, " + name + "_max::float8")
            .collect(Collectors.joining(", "));

    private record Moment(UUID container, Instant bucket) {}

    private final Connection connection;
    private final ChartPlan plan;
    private final Instant rolledUpTo;
    private final TreeMap<Instant, Totals> totals = new TreeMap<>();

    private ChartQuery(Connection connection, ChartPlan plan) throws SQLException {
        this.connection = connection;
        this.plan = plan;
        rolledUpTo = plan.level() == Level.RAW ? Instant.EPOCH : rolledUpTo(connection, plan.level());
    }

    static MetricsSeries read(Connection connection, ChartPlan plan, List<UUID> containers, List<LiveSamples> live)
            throws SQLException {
        ChartQuery query = new ChartQuery(connection, plan);
        for (int first = 0; first < containers.size(); first += CONTAINERS_AT_ONCE) {
            int next = Math.min(containers.size(), first + CONTAINERS_AT_ONCE);
            query.add(containers.subList(first, next).toArray(UUID[]::new), live);
        }
        SeriesBuilder series = new SeriesBuilder(plan);
        query.totals.forEach(series::add);
        return series.build();
    }

    private void add(UUID[] containers, List<LiveSamples> live) throws SQLException {
        Map<Moment, Gathered> gathered = new HashMap<>();
        Instant start = plan.gathers() ? plan.bucketOf(plan.from()) : plan.from();
        if (plan.level() != Level.RAW) {
            rollups(containers, start, gathered);
        }
        Instant from = start.isAfter(rolledUpTo) ? start : rolledUpTo;
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
        gathered.forEach((moment, container) ->
                totals.computeIfAbsent(moment.bucket(), any -> new Totals()).add(container));
    }

    private void rollups(UUID[] containers, Instant start, Map<Moment, Gathered> gathered) throws SQLException {
        String sql = "SELECT container_id, ts, samples, " + ROLLUP_COLUMNS + " FROM "
                + plan.level().table() + " WHERE container_id = ANY (?) AND ts >= ? AND ts < ?";
        Instant end = plan.to().isBefore(rolledUpTo) ? plan.to() : rolledUpTo;
        double[][] values = new double[3][Metric.values().length];
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", containers));
            query.setTimestamp(2, Timestamp.from(start));
            query.setTimestamp(3, Timestamp.from(end));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    for (int column = 0; column < 3 * values[0].length; column++) {
                        double value = rows.getDouble(4 + column);
                        values[column % 3][column / 3] = rows.wasNull() ? Double.NaN : value;
                    }
                    at(
                                    gathered,
                                    rows.getObject(1, UUID.class),
                                    rows.getTimestamp(2).toInstant())
                            .add(rows.getInt(3), values[0], values[1], values[2]);
                }
            }
        }
    }

    private Gathered at(Map<Moment, Gathered> gathered, UUID container, Instant at) {
        Instant bucket = plan.gathers() ? plan.bucketOf(at) : at;
        return gathered.computeIfAbsent(new Moment(container, bucket), any -> new Gathered());
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

    private static Instant rolledUpTo(Connection connection, Level level) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT rolled_up_to FROM rollup_progress WHERE level = ?")) {
            query.setString(1, level.wireName());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getTimestamp(1).toInstant() : Instant.EPOCH;
            }
        }
    }
}
