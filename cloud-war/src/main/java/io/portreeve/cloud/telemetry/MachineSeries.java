package io.portreeve.cloud.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a chart of a machine draws.
 *
 * @param level where it was read from, of which {@link Level#ONE_MINUTE} are the readings themselves; the newest buckets
 *     come from finer ones until they are rolled up
 * @param at start of each bucket of that width, ascending; every column has as many values
 */
public record MachineSeries(
        Instant from, Instant to, Level level, Duration step, List<Instant> at, Map<MachineMetric, Column> columns) {
    public MachineSeries {
        at = List.copyOf(at);
        columns = Map.copyOf(columns);
    }
}
