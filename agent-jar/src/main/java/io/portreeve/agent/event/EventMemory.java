package io.portreeve.agent.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The position from which to go on, in a file that is there whole or not at all. It is not forced to the disk: what a
 * power loss takes back is asked for again, and the cloud counts it once.
 */
public final class EventMemory {
    private static final Logger LOG = Logger.getLogger(EventMemory.class.getName());
    private static final String FILE = "events.json";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final ObjectMapper json = new ObjectMapper();
    private boolean failed;

    /** The directory is made when there is something to keep. */
    public EventMemory(Path directory) {
        this.directory = directory;
    }

    /** Empty if there never was one. A file that cannot be read stands for its own date, which proves nothing. */
    Optional<EventPosition> read() {
        Path file = directory.resolve(FILE);
        try {
            return Optional.of(position(json.readTree(Files.readAllBytes(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "cannot read " + file + "; events since then may be missing", e);
            return Optional.of(EventPosition.at(dateOf(file)));
        }
    }

    /** Keeps it; where that is not possible, goes on and says so once. For one thread. */
    public void write(EventPosition position) {
        ObjectNode node = json.createObjectNode().put("timeNanos", position.timeNanos());
        position.keys().forEach(node.putArray("keys")::add);
        Path draft = directory.resolve('.' + FILE);
        try {
            Files.createDirectories(directory, OWNER_ONLY);
            Files.write(draft, json.writeValueAsBytes(node));
            Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                LOG.log(Level.WARNING, "cannot keep in " + directory + " how far events were followed: " + e);
            }
        }
    }

    private static EventPosition position(JsonNode node) {
        if (!node.path("timeNanos").isIntegralNumber() || !node.path("keys").isArray()) {
            throw new IllegalArgumentException("not a position");
        }
        Set<String> keys = new HashSet<>();
        node.path("keys").forEach(key -> keys.add(key.asText()));
        return new EventPosition(node.path("timeNanos").asLong(), keys);
    }

    private static Instant dateOf(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
