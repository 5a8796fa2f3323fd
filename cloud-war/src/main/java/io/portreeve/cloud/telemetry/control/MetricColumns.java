package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What metrics are called in the database and by monitoring systems, and which have columns of their own there. */
final class MetricColumns {
    /** The first nine; of further ones a row has the bytes of {@link FurtherBytes}. */
    static final List<Metric> OWN =
            Arrays.stream(Metric.values()).filter(metric -> !metric.isFurther()).toList();

    private MetricColumns() {}

    /** As in {@code cpu_cores}. */
    static String name(Metric metric) {
        return metric.wireName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
