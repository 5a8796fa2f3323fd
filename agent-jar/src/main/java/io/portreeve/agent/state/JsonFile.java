package io.portreeve.agent.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A file of JSON. It is not forced to the disk: whoever writes one can do with what a power loss leaves. */
public final class JsonFile {
    private static final Logger LOG = Logger.getLogger(JsonFile.class.getName());
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final String content;
    private final ObjectMapper json = new ObjectMapper();
    private boolean failed;

    /**
     * A file that need not exist; its directory is made when there is something to keep.
     *
     * @param content what is in it, for people
     */
    public JsonFile(Path path, String content) {
        this.path = path;
        this.content = content;
    }

    /**
     * What was written last; empty if nothing ever was.
     *
     * @throws IOException if it cannot be read, or is no JSON
     */
    public Optional<JsonNode> read() throws IOException {
        try {
            return Optional.of(json.readTree(Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** When it was written last, as far as that is known. */
    public Instant date() {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** Keeps it; where that is not possible, goes on and says so once. For one thread. */
    public void write(JsonNode node) {
        Path draft = path.resolveSibling('.' + path.getFileName().toString());
        try {
            Files.createDirectories(path.getParent(), OWNER_ONLY);
            Files.write(draft, json.writeValueAsBytes(node));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                LOG.log(Level.WARNING, "cannot keep in " + path.getParent() + " " + content + ": " + e);
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
