package io.portreeve.agent.docker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A line of the engine's file: a line that a container wrote, or a part of one. */
final class JsonLogEntry {
    private static final JsonFactory JSON = new JsonFactory();

    private final long timeNanos;
    private final boolean stderr;
    private final byte[] text;

    private JsonLogEntry(long timeNanos, boolean stderr, byte[] text) {
        this.timeNanos = timeNanos;
        this.stderr = stderr;
        this.text = text;
    }

    long timeNanos() {
        return timeNanos;
    }

    /** Whether the container wrote it there, which nobody knows where it has a terminal. */
    boolean stderr() {
        return stderr;
    }

    boolean endsLine() {
        return text.length > 0 && text[text.length - 1] == '\n';
    }

    /** Adds what it says to a line, whose time it tells if it is the first of it. */
    void addTo(OpenLine line) {
        line.begin(timeNanos);
        line.add(text, 0, endsLine() ? text.length - 1 : text.length);
    }

    /** Empty for what is none: the machine may have gone down while it was written. */
    static Optional<JsonLogEntry> parse(byte[] bytes, int from, int length) {
        String text = null;
        String time = null;
        boolean stderr = false;
        try (JsonParser parser = JSON.createParser(bytes, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                String value = parser.nextTextValue();
                switch (field) {
                    case "log" -> text = value;
                    case "time" -> time = value;
                    case "stream" -> stderr = "stderr".equals(value);
                    default -> parser.skipChildren();
                }
            }
            return text == null || time == null
                    ? Optional.empty()
                    : Optional.of(
                            new JsonLogEntry(OpenLine.nanos(time), stderr, text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
