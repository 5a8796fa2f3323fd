package io.portreeve.cloud.logs.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
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
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lines are always JSON", e);
        }
    }

    /** Empty if the text is not what {@link #write} makes. */
    public static Optional<NewLines> read(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, NewLines.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
