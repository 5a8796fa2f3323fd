package io.portreeve.agent.command;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Entries as lines: a checksum, what it is, and JSON, so that the host's owner can read them too. */
final class EntryLines {
    private static final Map<String, Class<? extends Entry>> TYPES = Map.of(
            "begun",
            Entry.Begun.class,
            "host-begun",
            Entry.HostBegun.class,
            "replaced",
            Entry.Replaced.class,
            "ended",
            Entry.Ended.class,
            "acknowledged",
            Entry.Acknowledged.class);

    private final JsonMapper mapper = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // Outcomes of before there were steps lack them.
            .withConfigOverride(
                    List.class, lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    /** With the newline. */
    String write(Entry entry) {
        String type = TYPES.entrySet().stream()
                .filter(known -> known.getValue().isInstance(entry))
                .findFirst()
                .orElseThrow()
                .getKey();
        try {
            String body = type + " " + mapper.writeValueAsString(entry);
            return checksum(body) + " " + body + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + entry, e);
        }
    }

    /** Empty if it is torn or damaged. */
    Optional<Entry> read(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3 || !parts[0].equals(checksum(parts[1] + " " + parts[2]))) {
            return Optional.empty();
        }
        try {
            Class<? extends Entry> type = TYPES.get(parts[1]);
            return type == null ? Optional.empty() : Optional.of(mapper.readValue(parts[2], type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String checksum(String body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", checksum.getValue());
    }
}
