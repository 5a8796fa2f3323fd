package io.portreeve.agent.logs;

/**
 * How many lines of a container are taken: so many a second, and ten seconds' worth at once. Time is the lines' own, so
 * that it makes no difference when they are read.
 */
final class RateLimit {
    private static final int BURST_SECONDS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int perSecond;
    private double left;
    private long atNanos;

    RateLimit(int perSecond) {
        this.perSecond = perSecond;
        left = (double) perSecond * BURST_SECONDS;
    }

    boolean lets(long timeNanos) {
        if (atNanos > 0 && timeNanos > atNanos) {
            double earned = (timeNanos - atNanos) / NANOS_PER_SECOND * perSecond;
            left = Math.min((double) perSecond * BURST_SECONDS, left + earned);
        }
        // Far before the last one the clock was set back, and the lines go on from there.
        boolean wasSetBack = timeNanos < atNanos - BURST_SECONDS * (long) NANOS_PER_SECOND;
        atNanos = wasSetBack ? timeNanos : Math.max(atNanos, timeNanos);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
