package io.portreeve.agent.link;

import io.portreeve.contract.protocol.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The cloud's clock, as far as this host can tell, and moments by it. A host's clock that is wrong, or was, leaves moments
 * that the cloud would refuse: those get one that it takes, rather than hold up everything behind them. For one thread.
 */
final class CloudClock {
    /** Before the cloud's bounds, lest the way there matters. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Clock clock;
    private final ClockSkew skew = new ClockSkew();

    CloudClock(Clock clock) {
        this.clock = clock;
    }

    ClockSkew skew() {
        return skew;
    }

    /** The cloud tells its time at the beginning of a connection. */
    void welcomed(Instant cloudTime) {
        skew.welcomed(cloudTime, clock.instant());
    }

    Instant now() {
        return clock.instant().minus(skew.known());
    }

    /** A moment of the cloud's, by this host's clock. */
    Instant here(Instant atCloud) {
        return atCloud.plus(skew.known());
    }

    /** The same, if the cloud's clock takes it; otherwise by how far this host's clock is off now, but never after now. */
    Instant corrected(Instant at, Duration pastTolerance) {
        Instant now = now();
        Instant earliest = now.minus(pastTolerance).plus(MARGIN);
        if (at.isAfter(now.plus(Limits.FUTURE_TOLERANCE).minus(MARGIN))) {
            Instant shifted = at.minus(skew.known());
            return shifted.isAfter(now) ? now : shifted;
        }
        if (at.isBefore(earliest)) {
            Instant shifted = at.minus(skew.known());
            return shifted.isBefore(earliest) || shifted.isAfter(now) ? at : shifted;
        }
        return at;
    }

    long correctedNanos(long timeNanos, Duration pastTolerance) {
        Instant at = Instant.ofEpochSecond(0, timeNanos);
        Instant corrected = corrected(at, pastTolerance);
        return corrected.equals(at) ? timeNanos : corrected.getEpochSecond() * 1_000_000_000L + corrected.getNano();
    }
}
