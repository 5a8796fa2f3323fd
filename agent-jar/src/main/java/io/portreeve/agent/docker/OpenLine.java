package io.portreeve.agent.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A line of which the end has not come yet, of one stream. */
final class OpenLine {
    private static final int DATE_AT = 4;
    private static final int TIME_AT = 10;

    private final boolean stderr;
    private final int longest;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private boolean isBegun;
    private boolean isCut;
    private long timeNanos;

    OpenLine(boolean stderr, int longest) {
        this.stderr = stderr;
        this.longest = longest;
    }

    /** Takes the time of the line from its first part; where the text begins. */
    int begin(byte[] part) throws IOException {
        if (isBegun && !isTime(part)) {
            return 0;
        }
        int space = 0;
        while (space < part.length && part[space] != ' ') {
            space++;
        }
        if (!isBegun) {
            isBegun = true;
            timeNanos = nanos(new String(part, 0, space, StandardCharsets.ISO_8859_1));
        }
        return Math.min(space + 1, part.length);
    }

    /** Takes the time of the line from its first part. */
    void begin(long partNanos) {
        timeNanos = isBegun ? timeNanos : partNanos;
        isBegun = true;
    }

    void add(byte[] part, int from, int to) {
        int room = longest - text.size();
        isCut |= to - from > room;
        text.write(part, from, Math.min(Math.max(0, to - from), room));
    }

    /** The line, if one has begun. */
    Optional<EngineLine> end() {
        if (!isBegun) {
            return Optional.empty();
        }
        String whole = text.toString(StandardCharsets.UTF_8);
        EngineLine line = new EngineLine(
                timeNanos, stderr, whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole, isCut);
        text.reset();
        isBegun = false;
        isCut = false;
        return Optional.of(line);
    }

    /** Some engines say the time with the first part only. */
    private static boolean isTime(byte[] part) {
        boolean isLong = part.length > TIME_AT && part[DATE_AT] == '-' && part[TIME_AT] == 'T';
        return isLong && Character.isDigit(part[0]);
    }

    /** Since the epoch; 0 before it. */
    static long nanos(String time) throws IOException {
        try {
            Instant at = OffsetDateTime.parse(time).toInstant();
            return Math.max(0, ChronoUnit.NANOS.between(Instant.EPOCH, at));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IOException("the engine sent a line without a time", e);
        }
    }
}
