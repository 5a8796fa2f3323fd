package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.Metric;
import java.util.Locale;

/** What metrics are called in the database and by monitoring systems. */
final class MetricColumns {
    private MetricColumns() {}

    /** As in {@code cpu_cores}. */
    static String name(Metric metric) {
        return metric.wireName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
