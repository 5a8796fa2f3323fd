package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a chart in order of time, with nulls put in where nothing was measured. */
final class SeriesBuilder {
    /** So many times the usual distance without a sample are a gap. */
    private static final double GAP = 2.5;

    private record Values(List<Double> avg, List<Double> min, List<Double> max) {
        void add(Double mean, Double lowest, Double highest) {
            avg.add(mean);
            min.add(lowest);
            max.add(highest);
        }
    }

    private final ChartPlan plan;
    private final List<Instant> at = new ArrayList<>();
    private final Map<Metric, Values> columns = new EnumMap<>(Metric.class);
    private final Map<Metric, Map<Integer, List<Double>>> percentiles = new EnumMap<>(Metric.class);

    SeriesBuilder(ChartPlan plan, List<Integer> percents) {
        this.plan = plan;
        if (!percents.isEmpty()) {
            for (Metric metric : Sketches.METRICS) {
                Map<Integer, List<Double>> values = new HashMap<>();
                percents.forEach(percent -> values.put(percent, new ArrayList<>()));
                percentiles.put(metric, values);
            }
        }
        for (Metric metric : Metric.values()) {
            columns.put(metric, new Values(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }
    }

    void add(Instant bucket, Totals totals, Sketches spread) {
        fillUpTo(bucket);
        at.add(bucket);
        percentiles.forEach((metric, values) -> values.forEach(
                (percent, list) -> list.add(spread.has(metric) ? spread.percentile(metric, percent) : null)));
        columns.forEach((metric, values) -> values.add(totals.avg(metric), totals.min(metric), totals.max(metric)));
    }

    MetricsSeries build() {
        if (plan.gathers()) {
            fillUpTo(plan.bucketOf(plan.to().minusMillis(1)).plus(plan.bucket()));
        }
        Map<Metric, Column> built = new EnumMap<>(Metric.class);
        columns.forEach((metric, values) -> built.put(metric, new Column(values.avg(), values.min(), values.max())));
        return new MetricsSeries(plan.from(), plan.to(), plan.level(), plan.step(), at, built, percentiles);
    }

    private void fillUpTo(Instant next) {
        if (plan.gathers()) {
            Instant missing = at.isEmpty()
                    ? plan.bucketOf(plan.from())
                    : at.get(at.size() - 1).plus(plan.bucket());
            while (missing.isBefore(next)) {
                addNothing(missing);
                missing = missing.plus(plan.bucket());
            }
            return;
        }
        if (at.isEmpty()) {
            return;
        }
        Instant last = at.get(at.size() - 1);
        Duration silence = Duration.between(last, next);
        if (silence.toMillis() > plan.step().toMillis() * GAP) {
            addNothing(last.plus(plan.step()));
        }
    }

    private void addNothing(Instant when) {
        at.add(when);
        percentiles.values().forEach(values -> values.values().forEach(list -> list.add(null)));
        columns.values().forEach(values -> values.add(null, null, null));
    }
}
