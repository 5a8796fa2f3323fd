package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.MachineMetric;
import io.portreeve.cloud.telemetry.MachineSeries;
import io.portreeve.cloud.tenancy.RetentionTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Charts of machines of the organization in scope; of another one's it finds nothing. */
public final class MachineChart {
    private static final MachineBucket NOTHING = new MachineBucket();

    /**
     * What a machine did, in buckets of a minute or more.
     *
     * @throws io.portreeve.cloud.platform.ProblemException {@code request-invalid}
     */
    public MachineSeries read(
            Connection connection, HostId host, Instant from, Instant to, int points, Instant now, RetentionTimes kept)
            throws SQLException {
        ChartPlan plan = ChartPlan.ofMinutes(from, to, points, now, kept);
        Map<Instant, MachineBucket> buckets = new HashMap<>();
        Instant next = plan.bucketOf(from);
        for (int index = MachineRollupStore.LEVELS.indexOf(plan.level()); index >= 0; index--) {
            Level level = MachineRollupStore.LEVELS.get(index);
            Instant complete = MachineRollupStore.rolledUpTo(connection, level).orElse(Instant.EPOCH);
            Instant end = to.isBefore(complete) ? to : complete;
            if (next.isBefore(end)) {
                rollups(connection, host, level, next, end, plan, buckets);
                next = end;
            }
        }
        readings(connection, host, next, to, plan, buckets);
        return series(plan, buckets);
    }

    private static void rollups(
            Connection connection,
            HostId host,
            Level level,
            Instant from,
            Instant to,
            ChartPlan plan,
            Map<Instant, MachineBucket> buckets)
            throws SQLException {
        String sql = "SELECT ts, samples, body FROM " + MachineRollupStore.table(level)
                + " WHERE host_id = ? AND ts >= ? AND ts < ?";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = rows(query, host, from, to)) {
            while (row.next()) {
                bucket(buckets, plan, row).add(row.getInt(2), row.getBytes(3));
            }
        }
    }

    private static void readings(
            Connection connection,
            HostId host,
            Instant from,
            Instant to,
            ChartPlan plan,
            Map<Instant, MachineBucket> buckets)
            throws SQLException {
        String sql =
                "SELECT " + HostSampleStore.COLUMNS + " FROM host_samples WHERE host_id = ? AND ts >= ? AND ts < ?";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = rows(query, host, from, to)) {
            while (row.next()) {
                bucket(buckets, plan, row).add(MachineReading.values(HostSampleStore.sample(row)));
            }
        }
    }

    private static ResultSet rows(PreparedStatement query, HostId host, Instant from, Instant to) throws SQLException {
        query.setObject(1, host.value());
        query.setTimestamp(2, Timestamp.from(from));
        query.setTimestamp(3, Timestamp.from(to));
        return query.executeQuery();
    }

    private static MachineBucket bucket(Map<Instant, MachineBucket> buckets, ChartPlan plan, ResultSet row)
            throws SQLException {
        Instant at = row.getTimestamp("ts").toInstant();
        return buckets.computeIfAbsent(plan.bucketOf(at), any -> new MachineBucket());
    }

    private static MachineSeries series(ChartPlan plan, Map<Instant, MachineBucket> buckets) {
        List<Instant> at = new ArrayList<>();
        for (Instant each = plan.bucketOf(plan.from()); each.isBefore(plan.to()); each = each.plus(plan.bucket())) {
            at.add(each);
        }
        Map<MachineMetric, Column> columns = new EnumMap<>(MachineMetric.class);
        for (MachineMetric metric : MachineMetric.values()) {
            columns.put(
                    metric,
                    new Column(
                            values(at, buckets, metric, MachineBucket::avg),
                            values(at, buckets, metric, MachineBucket::min),
                            values(at, buckets, metric, MachineBucket::max)));
        }
        return new MachineSeries(plan.from(), plan.to(), plan.level(), plan.step(), at, columns);
    }

    private static List<Double> values(
            List<Instant> at,
            Map<Instant, MachineBucket> buckets,
            MachineMetric metric,
            BiFunction<MachineBucket, MachineMetric, Double> value) {
        List<Double> values = new ArrayList<>(at.size());
        at.forEach(bucket -> values.add(value.apply(buckets.getOrDefault(bucket, NOTHING), metric)));
        return values;
    }
}
