package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Arrays;

/** Which readings an agent packs into which batch; readings and batches are counted from 1. */
final class Minutes {
    private static final long MINUTE_MILLIS = 60_000;

    private final long offsetMillis;
    private long[] last = new long[8];
    private int batches;
    private long taken;
    private long minute;

    /**
     * No readings.
     *
     * @param offsetMillis by which the agent's minutes begin before the clock's
     */
    Minutes(long offsetMillis) {
        this.offsetMillis = offsetMillis;
    }

    /** The next reading was taken; it is in a batch of its own or joins the one before. */
    void take(Instant readAt) {
        long now = Math.floorDiv(readAt.toEpochMilli() + offsetMillis, MINUTE_MILLIS);
        if (now != minute) {
            seal();
        }
        minute = now;
        taken++;
        if (taken - lastOf(batches) == Limits.READINGS_PER_BATCH) {
            seal();
        }
    }

    /** What was taken waits for no more. */
    void seal() {
        if (taken > lastOf(batches)) {
            last = batches == last.length ? Arrays.copyOf(last, batches * 2) : last;
            last[batches++] = taken;
        }
    }

    long taken() {
        return taken;
    }

    /** Batches that are made. */
    long batches() {
        return batches;
    }

    long firstOf(long batch) {
        return lastOf(batch - 1) + 1;
    }

    /** 0 for batch 0. */
    long lastOf(long batch) {
        return batch == 0 ? 0 : last[Math.toIntExact(batch - 1)];
    }
}
