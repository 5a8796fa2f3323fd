package io.portreeve.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What each second of a run was like, and the latencies of all of it. Latencies are in milliseconds. */
public final class Timeline {
    private static final double MICROS_PER_MILLI = 1_000;

    /**
     * @param second since the start
     * @param values acknowledged in it
     * @param p50 0 when nothing was acknowledged
     * @param ready agents with a session
     */
    public record Second(double second, long values, double p50, double p99, double max, long ready) {}

    private final List<Second> seconds = new ArrayList<>();
    private final Histogram all = new Histogram(3);

    public void add(double second, long values, Histogram latencies, long ready) {
        all.add(latencies);
        seconds.add(new Second(
                second,
                values,
                millis(latencies.getValueAtPercentile(50)),
                millis(latencies.getValueAtPercentile(99)),
                millis(latencies.getMaxValue()),
                ready));
    }

    public List<Second> seconds() {
        return Collections.unmodifiableList(seconds);
    }

    public double p50() {
        return millis(all.getValueAtPercentile(50));
    }

    public double p99() {
        return millis(all.getValueAtPercentile(99));
    }

    public double max() {
        return millis(all.getMaxValue());
    }

    private static double millis(long micros) {
        return micros / MICROS_PER_MILLI;
    }
}
