package io.portreeve.cloud.web.format;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A time to be shown as "5 min ago", with the exact one in its title.
 *
 * @param title in the zone of who looks
 */
public record Moment(Instant at, String title, Duration age) {
    public static Moment of(Instant at, Instant now, ZoneId zone) {
        return new Moment(at, Formats.absolute(at, zone), Duration.between(at, now));
    }

    /** Null for none: views ask {@code empty}. */
    public static Moment of(Optional<Instant> at, Instant now, ZoneId zone) {
        return at.map(known -> of(known, now, zone)).orElse(null);
    }

    public long millis() {
        return at.toEpochMilli();
    }

    public String machine() {
        return at.toString();
    }

    public String elapsed() {
        return Formats.duration(age);
    }
}
