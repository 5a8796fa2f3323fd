package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.Column;
import io.portreeve.cloud.telemetry.MachineMetric;
import io.portreeve.cloud.telemetry.MachineSeries;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A chart's data of what a host's machine did.
 *
 * @param level 1m, 5m, 1h or 1d: what it was read from
 * @param stepSeconds width of a bucket
 * @param at milliseconds since the epoch, one a point
 * @param series by metric: mean, lowest and highest value of each point; null where nothing was measured
 */
public record MachineMetricsView(
        UUID hostId,
        Instant from,
        Instant to,
        String level,
        double stepSeconds,
        List<Long> at,
        Map<String, Column> series) {

    static MachineMetricsView of(UUID host, MachineSeries machine) {
        Map<String, Column> series = new LinkedHashMap<>();
        for (MachineMetric metric : MachineMetric.values()) {
            series.put(metric.wireName(), machine.columns().get(metric));
        }
        return new MachineMetricsView(
                host,
                machine.from(),
                machine.to(),
                machine.level().wireName(),
                machine.step().toMillis() / 1000.0,
                machine.at().stream().map(Instant::toEpochMilli).toList(),
                series);
    }
}
