package io.portreeve.cloud.logs;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a log may be asked, as the parameters came; null where there was none.
 *
 * @param from an ISO 8601 instant
 * @param to an ISO 8601 instant
 * @param regex "true" if {@code text} is an expression
 */
public record LogQuery(String from, String to, String text, String regex, String stream, String limit, String cursor) {
    private static final int USUAL_LIMIT = 200;

    /**
     * The question.
     *
     * @throws ProblemException {@code request-invalid}, naming the parameter
     */
    public LogFilter filter(ContainerId container) {
        try {
            return new LogFilter(
                    container,
                    value("from", from, Instant::parse),
                    value("to", to, Instant::parse),
                    pattern(),
                    value("stream", stream, LogQuery::stream),
                    value("cursor", cursor, LogCursor::parse),
                    value("limit", limit, Integer::valueOf).orElse(USUAL_LIMIT));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "limit is not within 1 and " + LogFilter.LARGEST_PAGE + ".");
        }
    }

    private LogPattern pattern() {
        if (text == null || text.isEmpty()) {
            return LogPattern.any();
        }
        try {
            return "true".equals(regex) ? LogPattern.expression(text) : LogPattern.text(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "q: " + e.getMessage() + ".");
        }
    }

    private static LogStream stream(String name) {
        return LogStream.named(name).filter(stream -> stream != LogStream.GAP).orElseThrow();
    }

    private static <T> Optional<T> value(String name, String text, Function<String, T> reading) {
        try {
            return Optional.ofNullable(text).filter(given -> !given.isEmpty()).map(reading);
        } catch (RuntimeException e) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, name + " has a value that is not offered.");
        }
    }
}
