package io.portreeve.benchmarks.fleet;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What happened to the whole fleet. Counts rise for ever; the histograms hold what came since they were last taken. */
public final class Tally {
    private static final int DIGITS = 3;

    private final LongAdder batches = new LongAdder();
    private final LongAdder samples = new LongAdder();
    private final LongAdder values = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder welcomes = new LongAdder();
    private final LongAdder cursorsBack = new LongAdder();
    private final ConcurrentMap<String, LongAdder> troubles = new ConcurrentHashMap<>();
    private final Recorder latency = new Recorder(DIGITS);

    /** @param bytes sent, as frames without their headers */
    public record Counts(long batches, long samples, long values, long bytes, long welcomes, long cursorsBack) {
        public Counts minus(Counts earlier) {
            return new Counts(
                    batches - earlier.batches,
                    samples - earlier.samples,
                    values - earlier.values,
                    bytes - earlier.bytes,
                    welcomes - earlier.welcomes,
                    cursorsBack - earlier.cursorsBack);
        }
    }

    public Counts counts() {
        return new Counts(batches.sum(), samples.sum(), values.sum(), bytes.sum(), welcomes.sum(), cursorsBack.sum());
    }

    /** Refusals, failed connections and closes, by what was said. */
    public Map<String, Long> troubles() {
        Map<String, Long> copy = new TreeMap<>();
        troubles.forEach((what, count) -> copy.put(what, count.sum()));
        return copy;
    }

    /** Microseconds from when a batch was complete, or its agent welcomed if that was later, to its acknowledgement. */
    public Histogram latencies() {
        return latency.getIntervalHistogram();
    }

    void acknowledged(int samplesOfBatch, int valuesOfBatch) {
        batches.increment();
        samples.add(samplesOfBatch);
        values.add(valuesOfBatch);
    }

    void latency(Duration duration) {
        latency.recordValue(Math.max(0, duration.toNanos() / 1_000));
    }

    void sent(int frameBytes) {
        bytes.add(frameBytes);
    }

    void welcomed() {
        welcomes.increment();
    }

    /** The cloud forgot what it had acknowledged. */
    void cursorWentBack() {
        cursorsBack.increment();
    }

    void refused(String code) {
        trouble("refused " + code);
    }

    void trouble(String what) {
        troubles.computeIfAbsent(what, any -> new LongAdder()).increment();
    }
}
