package io.portreeve.cloud.logs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Where an entry of a container's log is kept; it stays the same for as long as the entry is kept.
 *
 * @param at of the stretch that it is part of, in microseconds
 * @param number of that stretch's first line
 * @param index within the stretch
 */
public record LogCursor(Instant at, long number, int index) {
    private static final int BASE = 36;
    private static final int PARTS = 3;
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{1,11}-[0-9a-z]{1,12}-[0-9a-z]{1,5}");

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is no cursor
     */
    public static LogCursor parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no cursor");
        }
        String[] parts = text.split("-", PARTS);
        return new LogCursor(
                Instant.EPOCH.plus(Long.parseLong(parts[0], BASE), ChronoUnit.MICROS),
                Long.parseLong(parts[1], BASE),
                Integer.parseInt(parts[2], BASE));
    }

    @Override
    public String toString() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at), BASE) + "-" + Long.toString(number, BASE)
                + "-" + Integer.toString(index, BASE);
    }
}
