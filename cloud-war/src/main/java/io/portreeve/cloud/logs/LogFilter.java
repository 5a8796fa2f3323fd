package io.portreeve.cloud.logs;

import io.portreeve.cloud.fleet.ContainerId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of a container's log; the newest come first. Gaps come whatever is looked for: what is missing might have
 * matched.
 *
 * @param from the earliest moment
 * @param to the first moment that is too late
 * @param stream only lines of this one
 * @param before only entries that come after this one in the list: the last of the page before
 * @param limit 1 to {@value #LARGEST_PAGE}
 */
public record LogFilter(
        ContainerId container,
        Optional<Instant> from,
        Optional<Instant> to,
        LogPattern pattern,
        Optional<LogStream> stream,
        Optional<LogCursor> before,
        int limit) {
    public static final int LARGEST_PAGE = 1_000;

    public LogFilter {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit is not within 1 and " + LARGEST_PAGE + ": " + limit);
        }
    }

    public LogFilter before(LogCursor last) {
        return new LogFilter(container, from, to, pattern, stream, Optional.of(last), limit);
    }

    /** Whether an entry is one of those, where it is kept aside. */
    public boolean takes(LogEntry entry) {
        boolean inTime = from.filter(entry.at()::isBefore).isEmpty()
                && to.filter(end -> !entry.at().isBefore(end)).isEmpty();
        return inTime
                && (entry.isGap()
                        || (stream.filter(only -> only != entry.stream()).isEmpty() && pattern.matches(entry.text())));
    }
}
