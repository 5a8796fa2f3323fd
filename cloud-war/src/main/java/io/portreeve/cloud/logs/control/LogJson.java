package io.portreeve.cloud.logs.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.NewLines;
import java.util.Optional;

/** Lines as nodes tell them each other. */
public final class LogJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private LogJson() {}

    public static String write(NewLines lines) {
        return text(lines);
    }

    public static String write(LiveTail tail) {
        return text(tail);
    }

    /** Empty if the text is not what {@link #write(NewLines)} makes. */
    public static Optional<NewLines> read(String text) {
        return value(text, NewLines.class);
    }

    /** Empty if the text is not what {@link #write(LiveTail)} makes. */
    public static Optional<LiveTail> readTail(String text) {
        return value(text, LiveTail.class);
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lines are always JSON", e);
        }
    }

    private static <T> Optional<T> value(String text, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(text, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
