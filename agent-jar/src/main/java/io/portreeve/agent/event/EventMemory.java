package io.portreeve.agent.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.agent.state.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The position from which to go on. What a power loss takes back is asked for again, and the cloud counts it once. */
public final class EventMemory {
    private static final Logger LOG = Logger.getLogger(EventMemory.class.getName());
    private static final String FILE = "events.json";

    private final JsonFile file;

    /** The directory is made when there is something to keep. */
    public EventMemory(Path directory) {
        file = new JsonFile(directory.resolve(FILE), "how far events were followed");
    }

    /** Empty if there never was one. A file that cannot be read stands for its own date, which proves nothing. */
    Optional<EventPosition> read() {
        try {
            return file.read().map(EventMemory::position);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "cannot read " + file + "; events since then may be missing", e);
            return Optional.of(EventPosition.at(file.date()));
        }
    }

    /** Keeps it; where that is not possible, goes on and says so once. For one thread. */
    public void write(EventPosition position) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("timeNanos", position.timeNanos());
        position.keys().forEach(node.putArray("keys")::add);
        file.write(node);
    }

    private static EventPosition position(JsonNode node) {
        if (!node.path("timeNanos").isIntegralNumber() || !node.path("keys").isArray()) {
            throw new IllegalArgumentException("not a position");
        }
        Set<String> keys = new HashSet<>();
        node.path("keys").forEach(key -> keys.add(key.asText()));
        return new EventPosition(node.path("timeNanos").asLong(), keys);
    }
}
