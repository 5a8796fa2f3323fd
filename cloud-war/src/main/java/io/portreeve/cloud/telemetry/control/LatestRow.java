package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container that is still there, and the newest values that the database has of it, if any. */
public record LatestRow(ContainerId container, HostId host, Optional<LatestSample> stored) {

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
            now.or(row::stored).ifPresent(newest::add);
        }
        return newest;
    }
}
