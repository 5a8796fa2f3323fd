package io.portreeve.cloud.web.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.Level;
import io.portreeve.cloud.telemetry.MachineMetric;
import io.portreeve.cloud.telemetry.MachineSeries;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Series in the form that the chart script reads; times in milliseconds, null for a gap. */
public final class SeriesJson {
    /** As many as a chart can show, and as the level is chosen for. */
    public static final int POINTS = 360;

    /** Drawn where a point stands for at least so long: there the mean hides most, and it costs no finer points. */
    private static final Duration LONG_BUCKET = Duration.ofMinutes(5);

    private static final int DRAWN_PERCENTILE = 95;

    private SeriesJson() {}

    /** Which percentiles a chart of a container of that length draws. */
    public static List<Integer> percentiles(Duration length, int points) {
        return length.dividedBy(points).compareTo(LONG_BUCKET) < 0 ? List.of() : List.of(DRAWN_PERCENTILE);
    }

    /** Of a host, whose charts show the first nine metrics only. */
    public static String ofHost(MetricsSeries series) {
        return of(series, metric -> !metric.isFurther());
    }

    /**
     * Without further metrics of which nothing is known, and without least and greatest at the raw level, where they equal
     * the average. Safe inside a script element.
     */
    public static String of(MetricsSeries series) {
        return of(
                series,
                metric -> !metric.isFurther() || isKnown(series.columns().get(metric)));
    }

    /** Of a machine, without metrics of which nothing is known. */
    public static String ofMachine(MachineSeries series) {
        ObjectNode root = head(series.from(), series.to(), series.level(), series.step(), series.at());
        ObjectNode columns = root.putObject("series");
        for (MachineMetric metric : MachineMetric.values()) {
            Column column = series.columns().get(metric);
            if (isKnown(column)) {
                put(columns.putObject(metric.wireName()), column, series.level());
            }
        }
        return PageJson.text(root);
    }

    private static ObjectNode head(Instant from, Instant to, Level level, Duration step, List<Instant> moments) {
        ObjectNode root = PageJson.object();
        root.put("from", from.toEpochMilli());
        root.put("to", to.toEpochMilli());
        root.put("level", level.wireName());
        root.put("stepSeconds", step.toSeconds());
        ArrayNode at = root.putArray("at");
        moments.forEach(instant -> at.add(instant.toEpochMilli()));
        return root;
    }

    private static boolean isKnown(Column column) {
        return column != null && column.avg().stream().anyMatch(Objects::nonNull);
    }

    private static String of(MetricsSeries series, Predicate<Metric> shown) {
        ObjectNode root = head(series.from(), series.to(), series.level(), series.step(), series.at());
        ObjectNode columns = root.putObject("series");
        for (Metric metric : Metric.values()) {
            Column column = series.columns().get(metric);
            if (column != null && shown.test(metric)) {
                put(columns.putObject(metric.wireName()), column, series.level());
            }
        }
        series.percentiles()
                .forEach((metric, percentiles) -> percentiles.forEach((percent, values) -> {
                    if (values.stream().anyMatch(Objects::nonNull)) {
                        put(columns.putObject(metric.wireName() + "P" + percent).putArray("avg"), values);
                    }
                }));
        return PageJson.text(root);
    }

    private static void put(ObjectNode values, Column column, Level level) {
        put(values.putArray("avg"), column.avg());
        if (level != Level.RAW) {
            put(values.putArray("min"), column.min());
            put(values.putArray("max"), column.max());
        }
    }

    private static void put(ArrayNode array, List<Double> values) {
        for (Double value : values) {
            if (value == null || !Double.isFinite(value)) {
                array.addNull();
            } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                array.add(value.longValue());
            } else {
                array.add(value.floatValue());
            }
        }
    }
}
