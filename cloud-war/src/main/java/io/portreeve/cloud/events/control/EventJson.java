package io.portreeve.cloud.events.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.portreeve.cloud.events.NewEvents;
import java.util.Map;
import java.util.Optional;

/** Events as nodes tell them each other, and attributes as the database has them. */
public final class EventJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .build();
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private EventJson() {}

    public static String write(NewEvents events) {
        return text(events);
    }

    /** Empty if the text is not what {@link #write} makes. */
    public static Optional<NewEvents> read(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, NewEvents.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("events are always JSON", e);
        }
    }

    static Map<String, String> attributes(String json) {
        try {
            return JSON.readValue(json, ATTRIBUTES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column holds what was written by this class", e);
        }
    }
}
