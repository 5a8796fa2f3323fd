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

    private final LogPosition position;
    private int seen;
    private boolean isFound;
    private boolean sawLater;

    Resumption(LogPosition position) {
        this.position = position;
        isFound = position.same() == 0;
    }

    /** From when on to ask. */
    long sinceNanos() {
        return isFound ? position.timeNanos() : Math.max(0, position.timeNanos() - MARGIN_NANOS);
    }

    Verdict judge(EngineLine line) {
        if (isFound) {
            return Verdict.NEW;
        }
        if (line.timeNanos() == position.timeNanos()) {
            isFound = ++seen == position.same();
            return Verdict.OLD;
        }
        if (line.timeNanos() > position.timeNanos() + MARGIN_NANOS) {
            return Verdict.LOST;
        }
        sawLater |= line.timeNanos() > position.timeNanos();
        return Verdict.OLD;
    }

    /** Whether, if nothing more comes, lines were passed over that may be new. */
    boolean isInDoubt() {
        return !isFound && sawLater;
    }
}
