package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.Metric;
import java.util.Arrays;

/** What several containers' values in one bucket come to: sums, and of ratios the mean, the lowest and the highest. */
final class Totals {
    private static final int METRICS = Metric.values().length;

    private final double[] avg = new double[METRICS];
    private final double[] min = new double[METRICS];
    private final double[] max = new double[METRICS];
    private final int[] containers = new int[METRICS];

    void add(Gathered container) {
        for (Metric metric : Metric.values()) {
            if (container.has(metric)) {
                add(metric, container.avg(metric), container.min(metric), container.max(metric));
            }
        }
    }

    private void add(Metric metric, double mean, double lowest, double highest) {
        int place = metric.place();
        boolean first = containers[place]++ == 0;
        avg[place] += mean;
        if (first) {
            min[place] = lowest;
            max[place] = highest;
        } else if (metric.isRatio()) {
            min[place] = Math.min(min[place], lowest);
            max[place] = Math.max(max[place], highest);
        } else {
            min[place] += lowest;
            max[place] += highest;
        }
    }

    /** Null where no container had a value; likewise the others. */
    Double avg(Metric metric) {
        double total = avg[metric.place()];
        return known(metric, metric.isRatio() ? total / containers[metric.place()] : total);
    }

    Double min(Metric metric) {
        return known(metric, min[metric.place()]);
    }

    Double max(Metric metric) {
        return known(metric, max[metric.place()]);
    }

    boolean isEmpty() {
        return Arrays.stream(containers).allMatch(count -> count == 0);
    }

    private Double known(Metric metric, double value) {
        return containers[metric.place()] == 0 ? null : Double.valueOf(value);
    }
}
