package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container that is still there, and the newest values that the database has of it, if any. */
public record LatestRow(ContainerId container, HostId host, Optional<LatestSample> stored) {
    /** How old they may be to be told with newer values: as long as a minute's batch may take. */
    private static final Duration FURTHER = Duration.ofMinutes(2);

    /** The newest of what is stored and what was told live; the history comes up to a minute later. */
    public static List<LatestSample> newest(List<LatestRow> rows, Map<HostId, LiveSamples> live) {
        Map<ContainerId, LatestSample> told = new HashMap<>();
        for (LiveSamples samples : live.values()) {
            samples.samples().forEach(sample -> told.put(sample.id(), sample));
        }
        List<LatestSample> newest = new ArrayList<>();
        for (LatestRow row : rows) {
            Optional<LatestSample> now = Optional.ofNullable(told.get(row.container()))
                    .filter(sample -> row.stored().isEmpty()
                            || sample.at().isAfter(row.stored().get().at()));
            now.map(sample -> withFurther(sample, row.stored())).or(row::stored).ifPresent(newest::add);
        }
        return newest;
    }

    /** Further metrics are told live only while somebody watches; those that are stored are a minute old at most. */
    private static LatestSample withFurther(LatestSample told, Optional<LatestSample> stored) {
        boolean isComplete = told.values().keySet().stream().anyMatch(Metric::isFurther);
        if (isComplete
                || stored.filter(old -> old.at().isAfter(told.at().minus(FURTHER)))
                        .isEmpty()) {
            return told;
        }
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        stored.get().values().forEach((metric, value) -> {
            if (metric.isFurther()) {
                values.put(metric, value);
            }
        });
        values.putAll(told.values());
        return new LatestSample(told.id(), told.at(), values);
    }
}
