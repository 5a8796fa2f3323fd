package io.portreeve.contract.log;

import io.portreeve.contract.protocol.Limits;

/**
 * A line of a container's log, or several that belong together with line feeds between them.
 *
 * @param number of its last line within the log's {@link ContainerLog#generation()}; the first line is 1
 * @param timeNanos when it began, since the epoch, by the engine's clock; lines are in the log's order, which is not
 *     quite that of time
 * @param stderr whether it came from standard error; of a terminal everything comes from standard output
 * @param text without the line feed that ends it
 */
public record LogLine(long number, long timeNanos, boolean stderr, String text) {
    public LogLine {
        if (number < 1) {
            throw new IllegalArgumentException("number is below 1: " + number);
        }
        if (timeNanos < 0) {
            throw new IllegalArgumentException("timeNanos is negative: " + timeNanos);
        }
        if (text.length() > Limits.LOG_LINE_LENGTH) {
            throw new IllegalArgumentException("a line is longer than " + Limits.LOG_LINE_LENGTH + " characters");
        }
    }
}
