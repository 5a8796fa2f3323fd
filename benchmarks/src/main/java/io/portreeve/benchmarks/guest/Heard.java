package io.portreeve.benchmarks.guest;

import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.MetricsBatch;
import java.util.concurrent.atomic.LongAdder;

/** What agents sent, as bytes of frames without their heads, and in samples. Any thread may count and ask. */
public final class Heard {
    private final LongAdder liveBytes = new LongAdder();
    private final LongAdder liveSamples = new LongAdder();
    private final LongAdder historyBytes = new LongAdder();
    private final LongAdder historySamples = new LongAdder();
    private final LongAdder logBytes = new LongAdder();
    private final LongAdder logLines = new LongAdder();
    private final LongAdder otherBytes = new LongAdder();

    void took(AgentMessage message, int bytes) {
        if (message instanceof LiveMetrics live) {
            liveBytes.add(bytes);
            liveSamples.add(live.reading().samples().size());
        } else if (message instanceof MetricsBatch batch) {
            historyBytes.add(bytes);
            batch.readings()
                    .forEach(reading -> historySamples.add(reading.samples().size()));
        } else if (message instanceof LogsBatch logs) {
            logBytes.add(bytes);
            logs.containers().forEach(log -> logLines.add(log.lines().size()));
        } else {
            otherBytes.add(bytes);
        }
    }

    /** So far. */
    public Sums sums() {
        return new Sums(
                liveBytes.sum(),
                liveSamples.sum(),
                historyBytes.sum(),
                historySamples.sum(),
                logBytes.sum(),
                logLines.sum(),
                otherBytes.sum());
    }

    /** All counted up to a moment, or between two. */
    public record Sums(
            long liveBytes,
            long liveSamples,
            long historyBytes,
            long historySamples,
            long logBytes,
            long logLines,
            long otherBytes) {
        public Sums since(Sums before) {
            return new Sums(
                    liveBytes - before.liveBytes,
                    liveSamples - before.liveSamples,
                    historyBytes - before.historyBytes,
                    historySamples - before.historySamples,
                    logBytes - before.logBytes,
                    logLines - before.logLines,
                    otherBytes - before.otherBytes);
        }

        /** Of a container's reading, in both streams together. */
        public double bytesPerSample() {
            return liveBytes / (double) Math.max(1, liveSamples) + historyBytes / (double) Math.max(1, historySamples);
        }
    }
}
