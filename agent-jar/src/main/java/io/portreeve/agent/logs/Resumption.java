package io.portreeve.agent.logs;

import io.portreeve.agent.docker.EngineLine;

/**
 * Finds the line that was read last among those the engine has: what comes after it in the log is new, whatever its time,
 * since two streams write out of order by a little. A log in which it is not found has lost what was read, and perhaps more.
 */
final class Resumption {
    private static final long MARGIN_NANOS = 1_000_000_000L;

    enum Verdict {
        OLD,
        NEW,
        LOST
    }

    /** What lies further ahead of the host's clock than this was stamped by a clock that was wrong. */
    private static final long WRONG_CLOCK_NANOS = 60 * 1_000_000_000L;

    private final LogPosition position;
    private final long nowNanos;
    private final boolean isAhead;
    private int seen;
    private boolean isFound;
    private boolean sawLater;

    /**
     * From behind that position.
     *
     * @param nowNanos by the host's clock
     */
    Resumption(LogPosition position, long nowNanos) {
        this.position = position;
        this.nowNanos = nowNanos;
        isAhead = position.timeNanos() > nowNanos + WRONG_CLOCK_NANOS;
        isFound = position.same() == 0;
    }

    /** From when on to ask; where a wrong clock stamped the last line, time tells nothing of what comes after it. */
    long sinceNanos() {
        if (isFound) {
            return Math.min(position.timeNanos(), nowNanos);
        }
        return isAhead ? 0 : Math.max(0, position.timeNanos() - MARGIN_NANOS);
    }

    Verdict judge(EngineLine line) {
        if (isFound) {
            return Verdict.NEW;
        }
        if (line.timeNanos() == position.timeNanos()) {
            isFound = ++seen == position.same();
            return Verdict.OLD;
        }
        boolean isOfWrongClock = line.timeNanos() > nowNanos + WRONG_CLOCK_NANOS;
        if (line.timeNanos() > position.timeNanos() + MARGIN_NANOS && !isOfWrongClock) {
            return Verdict.LOST;
        }
        sawLater |= isAhead || line.timeNanos() > position.timeNanos();
        return Verdict.OLD;
    }

    /** Whether, if nothing more comes, lines were passed over that may be new. */
    boolean isInDoubt() {
        return !isFound && sawLater;
    }
}
