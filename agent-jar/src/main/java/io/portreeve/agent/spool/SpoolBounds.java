package io.portreeve.agent.spool;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param bytes on disk
 * @param age of readings; what happened is kept for {@link #EVENT_AGE}
 * @param heldRecords in memory while the disk refuses
 * @param heldBytes likewise
 */
public record SpoolBounds(long bytes, Duration age, int heldRecords, long heldBytes) {
    /** Less than the cloud takes. */
    static final Duration EVENT_AGE = Duration.ofDays(7);

    private static final long LARGEST_SEGMENT = 4L << 20;
    private static final long SMALLEST_SEGMENT = 4L << 10;
    private static final int SEGMENTS = 64;

    /** At which a segment is closed. */
    long segmentBytes() {
        return Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, bytes / SEGMENTS));
    }

    /** What the files may take: a rewritten segment needs room beside the one that it replaces. */
    long roomBytes() {
        return bytes - 2 * segmentBytes();
    }

    long largestRecord() {
        return roomBytes() / 8;
    }

    Duration age(SpoolStream stream) {
        return stream.weight() == Weight.THINNED_FIRST ? age : EVENT_AGE;
    }
}
