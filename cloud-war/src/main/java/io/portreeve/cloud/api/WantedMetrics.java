package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.contract.sample.Metric;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which metrics of a chart an answer holds: those that are named, or all of which anything is known. */
final class WantedMetrics {
    static final String DESCRIPTION =
            "Names with commas, as in cpuUserCores,memoryRssBytes; all of which anything is known, and the first nine";

    private final Set<Metric> named;

    private WantedMetrics(Set<Metric> named) {
        this.named = named;
    }

    /**
     * By a parameter.
     *
     * @param names null: not given
     * @throws ProblemException {@code request-invalid} if a name is not known
     */
    static WantedMetrics of(String names) {
        Set<Metric> named = EnumSet.noneOf(Metric.class);
        if (names != null) {
            for (String name : names.split(",", -1)) {
                named.add(Metric.named(name.strip())
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.REQUEST_INVALID, "metrics must be names of metrics, with commas.")));
            }
        }
        return new WantedMetrics(named);
    }

    Map<String, Column> series(MetricsSeries metrics) {
        Map<String, Column> series = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            Column column = metrics.columns().get(metric);
            if (named.isEmpty() ? !metric.isFurther() || isKnown(column) : named.contains(metric)) {
                series.put(metric.wireName(), column);
            }
        }
        return series;
    }

    private static boolean isKnown(Column column) {
        return column.avg().stream().anyMatch(Objects::nonNull);
    }
}
