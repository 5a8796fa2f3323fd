package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.Metric;

/**
 * What several containers' values in one bucket come to: sums, and of ratios the mean, the lowest and the highest. A host
 * reads all of its containers at once; one that has fewer readings than another was there for a part of the bucket only,
 * and counts for that part. So containers are added host by host.
 */
final class Totals {
    private static final int METRICS = Metric.values().length;

    private final double[] avg = new double[METRICS];
    private final double[] min = new double[METRICS];
    private final double[] max = new double[METRICS];
    private final int[] containers = new int[METRICS];
    private final double[] hostAvg = new double[METRICS];
    private final double[] hostMin = new double[METRICS];
    private int hostReadings;

    void add(Gathered container) {
        hostReadings = Math.max(hostReadings, container.samples());
        for (Metric metric : Metric.values()) {
            if (container.has(metric)) {
                add(metric, container);
            }
        }
    }

    private void add(Metric metric, Gathered container) {
        int place = metric.place();
        boolean first = containers[place]++ == 0;
        if (metric.isRatio()) {
            avg[place] += container.avg(metric);
            min[place] = first ? container.min(metric) : Math.min(min[place], container.min(metric));
            max[place] = first ? container.max(metric) : Math.max(max[place], container.max(metric));
        } else {
            hostAvg[place] += container.avg(metric) * container.samples();
            hostMin[place] += container.min(metric) * container.samples();
            max[place] += container.max(metric);
        }
    }

    /** All containers of one host are added. */
    void endHost() {
        if (hostReadings == 0) {
            return;
        }
        for (Metric metric : Metric.values()) {
            int place = metric.place();
            avg[place] += hostAvg[place] / hostReadings;
            min[place] += hostMin[place] / hostReadings;
            hostAvg[place] = 0;
            hostMin[place] = 0;
        }
        hostReadings = 0;
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

    private Double known(Metric metric, double value) {
        return containers[metric.place()] == 0 ? null : Double.valueOf(value);
    }
}
