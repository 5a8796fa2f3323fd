package io.portreeve.agent.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Holds back what is late, lest a host that was offline crowds out itself and others. For one thread. */
final class Backfill {
    private static final Duration LATE = Duration.ofMinutes(3);
    private static final int MOST_IN_FLIGHT = 4;
    private static final long BYTES_PER_SECOND = 512 * 1024;
    private static final double SECOND = 1e9;

    private final Clock clock;
    private final LongSupplier nanos;
    private double allowedBytes = BYTES_PER_SECOND;
    private long refilledNanos;

    Backfill(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        refilledNanos = nanos.getAsLong();
    }

    /**
     * Whether another one may go now.
     *
     * @param until when the last of it was read
     */
    boolean lets(Instant until, int inFlight) {
        return !isLate(until) || (inFlight < MOST_IN_FLIGHT && refilled() > 0);
    }

    void sent(Instant until, int bytes) {
        if (isLate(until)) {
            allowedBytes -= bytes;
        }
    }

    private boolean isLate(Instant until) {
        return until.isBefore(clock.instant().minus(LATE));
    }

    private double refilled() {
        long now = nanos.getAsLong();
        allowedBytes = Math.min(BYTES_PER_SECOND, allowedBytes + (now - refilledNanos) / SECOND * BYTES_PER_SECOND);
        refilledNanos = now;
        return allowedBytes;
    }
}
