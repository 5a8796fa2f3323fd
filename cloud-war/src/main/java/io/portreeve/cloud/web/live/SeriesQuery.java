package io.portreeve.cloud.web.live;

import io.portreeve.cloud.web.chart.SeriesJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which stretch of time a chart asks for.
 *
 * @param points 1 to {@value #MOST_POINTS}
 */
record SeriesQuery(Instant from, Instant to, int points) {
    private static final int MOST_POINTS = 2000;
    private static final Duration LONGEST = Duration.ofDays(366);

    /** By {@code from} and {@code to} (milliseconds), or {@code seconds} until now; empty if that is no stretch of time. */
    static Optional<SeriesQuery> of(String from, String to, String seconds, String points, Instant now) {
        try {
            Instant end = to == null ? now : Instant.ofEpochMilli(Long.parseLong(to));
            Instant start = from == null
                    ? end.minusSeconds(Long.parseLong(seconds))
                    : Instant.ofEpochMilli(Long.parseLong(from));
            int wanted = points == null ? SeriesJson.POINTS : Integer.parseInt(points);
            boolean sound = start.isBefore(end)
                    && Duration.between(start, end).compareTo(LONGEST) <= 0
                    && wanted >= 1
                    && wanted <= MOST_POINTS;
            return sound ? Optional.of(new SeriesQuery(start, end, wanted)) : Optional.empty();
        } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }
}
