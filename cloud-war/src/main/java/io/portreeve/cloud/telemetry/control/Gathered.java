package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.Metric;
import java.util.Arrays;
import java.util.Optional;

/** What the readings of one container in one bucket come to: of each metric the mean, the lowest and the highest value. */
final class Gathered {
    private static final int METRICS = Metric.values().length;

    private final double[] sum = new double[METRICS];
    private final int[] weight = new int[METRICS];
    private final double[] min = new double[METRICS];
    private final double[] max = new double[METRICS];
    private final Optional<Sketches> sketches;
    private int samples;

    Gathered() {
        this(false);
    }

    /** With how the values are spread, or without. */
    Gathered(boolean spread) {
        sketches = spread ? Optional.of(new Sketches()) : Optional.empty();
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    /** A reading. */
    void add(double[] values) {
        add(1, values, values, values);
        sketches.ifPresent(spread -> spread.add(values));
    }

    void add(RolledUp readings) {
        add(readings.samples(), readings.means(), readings.lowest(), readings.highest());
        sketches.ifPresent(spread -> {
            if (readings.sketches() != null) {
                spread.add(readings.sketches());
            } else if (isAnySketched(readings.means())) {
                spread.lack();
            }
        });
    }

    private static boolean isAnySketched(double[] means) {
        return Sketches.METRICS.stream().anyMatch(metric -> !Double.isNaN(means[metric.place()]));
    }

    private void add(int readings, double[] means, double[] lowest, double[] highest) {
        samples += readings;
        for (int metric = 0; metric < METRICS; metric++) {
            if (!Double.isNaN(means[metric])) {
                sum[metric] += means[metric] * readings;
                weight[metric] += readings;
                min[metric] = Math.min(min[metric], lowest[metric]);
                max[metric] = Math.max(max[metric], highest[metric]);
            }
        }
    }

    int samples() {
        return samples;
    }

    /** Empty unless asked for at the beginning. */
    Optional<Sketches> sketches() {
        return sketches;
    }

    /** Whether any value of the metric could be measured. */
    boolean has(Metric metric) {
        return weight[metric.place()] > 0;
    }

    double avg(Metric metric) {
        return sum[metric.place()] / weight[metric.place()];
    }

    double min(Metric metric) {
        return min[metric.place()];
    }

    double max(Metric metric) {
        return max[metric.place()];
    }
}
