package io.portreeve.contract.log;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A span of time in which lines are or may be missing.
 *
 * @param number of the last line that it comes after, or that it stands for; 0 before the first
 * @param from the last moment known to be complete
 * @param to the first moment known to be complete again; not before {@code from}
 * @param reason a name such as those below, or one of a newer version
 * @param missed how many lines are missing; 0 if nobody knows
 */
public record LogGap(long number, Instant from, Instant to, String reason, long missed) {
    /** The engine no longer has what was read last: its file was rotated, or cleared. */
    public static final String ROTATED = "rotated";

    /** More lines came than are taken from one container. */
    public static final String RATE = "rate";

    /** What is older than the cloud takes was left out. */
    public static final String TOO_OLD = "too-old";

    /** The container was removed before all that it wrote was read. */
    public static final String REMOVED = "removed";

    /** The cloud did not take them. */
    public static final String REFUSED = "refused";

    /** It was wished that they are not sent. */
    public static final String UNWANTED = "unwanted";

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public LogGap {
        if (number < 0 || missed < 0) {
            throw new IllegalArgumentException("a number is negative");
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a gap ends before it begins");
        }
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("reason is not a name of lower-case letters");
        }
    }
}
