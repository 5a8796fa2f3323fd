package io.portreeve.agent.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.agent.state.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * From where on each container's log has to be read. What a power loss takes back is read again, and the cloud knows the
 * lines by their numbers. Any thread may use it.
 */
public final class LogMemory {
    private static final Logger LOG = Logger.getLogger(LogMemory.class.getName());
    private static final String FILE = "logs.json";
    private static final int FIELDS = 4;

    private final JsonFile file;
    private final Map<String, LogPosition> positions;

    /** The directory is made when there is something to keep. */
    public LogMemory(Path directory) {
        file = new JsonFile(directory.resolve(FILE), "how far logs were read");
        positions = read();
    }

    synchronized Optional<LogPosition> of(String dockerId) {
        return Optional.ofNullable(positions.get(dockerId));
    }

    synchronized boolean isEmpty() {
        return positions.isEmpty();
    }

    /** The cloud has everything up to these. */
    public synchronized void stored(Map<String, LogPosition> reached) {
        positions.putAll(reached);
        write();
    }

    /** Those of which something is stored, by the engine's ids. */
    public synchronized Map<String, LogPosition> all() {
        return Map.copyOf(positions);
    }

    /** Forgets all others. */
    synchronized void retain(Predicate<String> wanted) {
        if (positions.keySet().removeIf(wanted.negate())) {
            write();
        }
    }

    private void write() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        positions.forEach((id, position) -> node.putArray(id)
                .add(position.generation())
                .add(position.number())
                .add(position.timeNanos())
                .add(position.same()));
        file.write(node);
    }

    private Map<String, LogPosition> read() {
        Map<String, LogPosition> known = new HashMap<>();
        try {
            file.read()
                    .ifPresent(node ->
                            node.properties().forEach(field -> known.put(field.getKey(), position(field.getValue()))));
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "cannot read " + file + "; lines may be sent again", e);
        }
        return known;
    }

    private static LogPosition position(JsonNode node) {
        if (!node.isArray() || node.size() != FIELDS) {
            throw new IllegalArgumentException("not a position");
        }
        return new LogPosition(
                node.get(0).asLong(),
                node.get(1).asLong(),
                node.get(2).asLong(),
                node.get(3).asInt());
    }
}
