package io.portreeve.cloud.telemetry;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.contract.sample.Metric;
import java.time.Instant;
import java.util.Map;

/** The newest values of a container; what could not be measured is absent. */
public record LatestSample(ContainerId id, Instant at, Map<Metric, Double> values) {
    public LatestSample {
        values = Map.copyOf(values);
    }
}
