package io.portreeve.agent.logs;

import io.portreeve.contract.log.LogLine;
import java.util.List;

/**
 * What is to be told now of a log that somebody watches.
 *
 * @param number of the container, as the rosters have it
 * @param missed how many lines were left out before these
 */
public record WatchedLog(int number, State state, long missed, List<LogLine> lines) {
    /** What becomes of the watching. */
    public enum State {
        FOLLOWING,
        /** The container does not run, and everything is told. */
        ENDED,
        /** The host's owner forbids it. */
        FORBIDDEN,
        /** The container's label forbids it. */
        OPTED_OUT,
        /** The engine does not give this log. */
        UNREADABLE,
        /** As many are watched as may be. */
        TOO_MANY
    }

    public WatchedLog {
        lines = List.copyOf(lines);
    }
}
