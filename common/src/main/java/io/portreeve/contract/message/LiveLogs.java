package io.portreeve.contract.message;

import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.protocol.Limits;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a container that somebody watches on a {@link LogLease} wrote just now, sent at once and never again: neither
 * numbered as a message nor acknowledged nor stored. Lines may come twice, when somebody else begins to watch.
 *
 * @param container number as the connection's inventory declared it
 * @param state a name such as those below, or one of a newer version
 * @param missed how many lines were left out before these
 * @param lines {@link Limits#LIVE_LOG_LINES} at most, the oldest first; numbered for as long as the lease goes on
 */
public record LiveLogs(int container, String state, long missed, List<LogLine> lines) implements AgentMessage {
    /** More comes as it is written. */
    public static final String FOLLOWING = "following";

    /** The container does not run, and everything is told. */
    public static final String ENDED = "ended";

    /** The host's owner forbids it. */
    public static final String FORBIDDEN = "forbidden";

    /** The container's label forbids it. */
    public static final String OPTED_OUT = "opted-out";

    /** The engine does not give this log. */
    public static final String UNREADABLE = "unreadable";

    /** As many logs of the host are watched as may be. */
    public static final String TOO_MANY = "too-many";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public LiveLogs {
        lines = List.copyOf(lines);
        if (container < 0 || missed < 0) {
            throw new IllegalArgumentException("a number is negative");
        }
        if (!NAME.matcher(state).matches()) {
            throw new IllegalArgumentException("state is not a name of lower-case letters");
        }
        if (lines.size() > Limits.LIVE_LOG_LINES) {
            throw new IllegalArgumentException("more than " + Limits.LIVE_LOG_LINES + " lines");
        }
    }
}
