package io.portreeve.cloud.identity.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** Time zones by their names, from places that may hold anything. */
public final class TimeZones {
    private static final int LONGEST = 64;

    private TimeZones() {}

    /** As in {@code Europe/Berlin}; empty for null, and for what names none. */
    public static Optional<ZoneId> named(String name) {
        if (name == null || name.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The same, as a browser writes it into a cookie. */
    public static Optional<ZoneId> encoded(String name) {
        try {
            return named(URLDecoder.decode(name, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
