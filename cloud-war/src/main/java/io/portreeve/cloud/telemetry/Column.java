package io.portreeve.cloud.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One metric of a series: mean, lowest and highest value of each bucket; null where nothing was measured. */
public record Column(List<Double> avg, List<Double> min, List<Double> max) {
    public Column {
        avg = Collections.unmodifiableList(new ArrayList<>(avg));
        min = Collections.unmodifiableList(new ArrayList<>(min));
        max = Collections.unmodifiableList(new ArrayList<>(max));
    }
}
