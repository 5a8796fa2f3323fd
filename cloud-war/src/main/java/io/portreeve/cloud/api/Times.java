package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** A span of time as a question may name it. */
record Times(Instant from, Instant to) {
    /** Without a word on the end it ends now, without one on the start it is so long. */
    static Times of(String from, String to, Duration unlessSaid, Instant now) {
        Instant end = to == null ? now : instant("to", to);
        return new Times(from == null ? end.minus(unlessSaid) : instant("from", from), end);
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, name + " is not an instant such as 2026-01-31T12:00:00Z.");
        }
    }
}
