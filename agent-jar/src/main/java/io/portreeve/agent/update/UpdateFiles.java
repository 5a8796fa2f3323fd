package io.portreeve.agent.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The directory that updates are kept in: jars by their contents, and one file that says which of them counts. */
final class UpdateFiles {
    private static final String STATE = "state.json";
    private static final String MARK = "trial";
    private static final String JAR = ".jar";
    private static final String PART = ".part";

    private final Path directory;
    private final ObjectMapper json = new ObjectMapper();

    UpdateFiles(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    Path jar(String sha256) {
        return directory.resolve(sha256 + JAR);
    }

    /** Where a jar is written to before it is known to be right. */
    Path part(String sha256) {
        return directory.resolve(sha256 + PART);
    }

    /** Is there while a release is tried, for whoever waits for its end. */
    Path mark() {
        return directory.resolve(MARK);
    }

    Path directory() {
        return directory;
    }

    /** Whether that is the jar of these contents, by whatever path it was started. */
    boolean isJar(Path jar, String sha256) {
        return real(jar).equals(real(jar(sha256)));
    }

    /** Whether that is a jar of an update, by whatever path it was started. */
    boolean holds(Path jar) {
        return real(jar).startsWith(real(directory));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    void prepare() throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /**
     * What was written last; empty if nothing ever was.
     *
     * @throws IOException if it cannot be read or is damaged
     */
    Optional<UpdateState> read() throws IOException {
        try {
            JsonNode node = json.readTree(Files.readAllBytes(directory.resolve(STATE)));
            return Optional.of(new UpdateState(
                    text(node, "installed"),
                    optional(node, "current").map(current -> SignedRelease.parse(current.asText())),
                    optional(node, "trial").map(UpdateFiles::trial),
                    optional(node, "last")
                            .map(last -> new UpdateState.Last(
                                    UUID.fromString(text(last, "action")),
                                    last.path("confirmed").asBoolean(),
                                    text(last, "answer"))),
                    Instant.parse(text(node, "floor"))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(directory.resolve(STATE) + " is damaged: remove " + directory, e);
        }
    }

    /** Whole and on the disk, or not at all. */
    void write(UpdateState state) throws IOException {
        ObjectNode node = json.createObjectNode()
                .put("installed", state.installed())
                .put("floor", state.floor().toString());
        state.current().ifPresent(current -> node.put("current", current.text()));
        state.trial()
                .ifPresent(trial -> node.putObject("trial")
                        .put("action", trial.action().toString())
                        .put("release", trial.release().text())
                        .put("from", trial.from())
                        .put("started", trial.started())
                        .put("starts", trial.starts())
                        .put("boot", trial.boot()));
        state.last()
                .ifPresent(last -> node.putObject("last")
                        .put("action", last.action().toString())
                        .put("confirmed", last.confirmed())
                        .put("answer", last.answer()));
        Path draft = directory.resolve(STATE + ".draft");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.writeValueAsBytes(node));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        move(draft, directory.resolve(STATE));
    }

    /** Renames, and waits until the disk has it. */
    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** Takes away what is not needed; what stays all the same does no harm. */
    void keepOnly(Set<String> jars) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean isUnneeded = name.endsWith(JAR) && !jars.contains(name.substring(0, name.length() - JAR.length()));
            if (isUnneeded || name.endsWith(PART)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static UpdateState.Trial trial(JsonNode node) {
        return new UpdateState.Trial(
                UUID.fromString(text(node, "action")),
                SignedRelease.parse(text(node, "release")),
                text(node, "from"),
                // an agent from before they were counted wrote only whether there was one
                node.path("starts").asInt(node.path("started").asBoolean() ? 1 : 0),
                node.path("boot").asText(""));
    }

    private static Optional<JsonNode> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.asText();
    }
}
