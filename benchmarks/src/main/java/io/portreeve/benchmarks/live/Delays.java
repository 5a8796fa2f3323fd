package io.portreeve.benchmarks.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long after readings browsers heard of them. Any thread may add. */
public final class Delays {
    private static final double MICROS_PER_MILLI = 1_000;

    private final Histogram micros = new ConcurrentHistogram(3);

    /** One that is heard of now; a reading of the future counts as one of now. */
    public void add(long readAtMillis, Instant heardAt) {
        micros.recordValue(Math.max(0, ChronoUnit.MICROS.between(Instant.ofEpochMilli(readAtMillis), heardAt)));
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** p50, p95, p99 and max, in milliseconds. */
    public Map<String, Double> millis() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50", micros.getValueAtPercentile(50) / MICROS_PER_MILLI);
        figures.put("p95", micros.getValueAtPercentile(95) / MICROS_PER_MILLI);
        figures.put("p99", micros.getValueAtPercentile(99) / MICROS_PER_MILLI);
        figures.put("max", micros.getMaxValue() / MICROS_PER_MILLI);
        return figures;
    }
}
