package io.portreeve.agent.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.agent.state.JsonFile;
import io.portreeve.contract.log.LogWish;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whose logs the cloud wishes for, by this host's clock; kept for a start without the cloud. A container that is renamed, as
 * one is that another takes the place of, keeps what is wished of it while nothing is wished of its new name. For one thread.
 */
public final class WishMemory {
    private static final Logger LOG = Logger.getLogger(WishMemory.class.getName());
    private static final String FILE = "log-wishes.json";
    private static final int FIELDS = 2;

    private final JsonFile file;
    private final Map<String, LogWish> wishes;
    /** By the ids of containers that had a wish, its name. */
    private final Map<String, String> names = new HashMap<>();

    /** The directory is made when there is something to keep. */
    public WishMemory(Path directory) {
        file = new JsonFile(directory.resolve(FILE), "whose logs are wished for");
        wishes = read();
    }

    Optional<LogWish> of(String dockerId, String name) {
        if (wishes.containsKey(name)) {
            names.put(dockerId, name);
        }
        return Optional.ofNullable(wishes.get(names.getOrDefault(dockerId, name)));
    }

    /** Forgets the names of all other containers. */
    void retain(Collection<String> dockerIds) {
        names.keySet().retainAll(dockerIds);
    }

    /** In place of all before. */
    void replace(List<LogWish> wished) {
        Map<String, LogWish> now = new HashMap<>();
        wished.forEach(wish -> now.put(wish.container(), wish));
        if (!now.equals(wishes)) {
            wishes.clear();
            wishes.putAll(now);
            write();
        }
    }

    private void write() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        wishes.forEach((name, wish) ->
                node.putArray(name).add(wish.keep()).add(wish.since().toEpochMilli()));
        file.write(node);
    }

    private Map<String, LogWish> read() {
        Map<String, LogWish> known = new HashMap<>();
        try {
            file.read()
                    .ifPresent(node -> node.properties()
                            .forEach(field -> known.put(field.getKey(), wish(field.getKey(), field.getValue()))));
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "cannot read " + file + "; containers' labels decide until the cloud says more", e);
        }
        return known;
    }

    private static LogWish wish(String name, JsonNode node) {
        if (!node.isArray() || node.size() != FIELDS) {
            throw new IllegalArgumentException("not a wish");
        }
        return new LogWish(
                name, node.get(0).asBoolean(), Instant.ofEpochMilli(node.get(1).asLong()));
    }
}
