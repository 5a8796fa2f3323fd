package io.portreeve.selfhosted.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The archive of classes that the agent makes for its next start; Java crashes over one that is damaged. */
final class AgentClasses {
    /** Aborted, or stopped by a bad address; as shells tell it. */
    private static final Set<Integer> CRASHES = Set.of(134, 135, 139);

    private final Path archive;

    /** @param state of the agent */
    AgentClasses(Path state) {
        archive = state.resolve("classes.jsa");
    }

    /** For Java. */
    Optional<String> option() {
        return Optional.of(archive).filter(Files::exists).map(file -> "-XX:SharedArchiveFile=" + file);
    }

    /** Removes it if Java may have crashed over it, and tells so; the agent makes another. */
    Optional<String> repaired(int exitStatus) {
        if (!CRASHES.contains(exitStatus)) {
            return Optional.empty();
        }
        try {
            return Files.deleteIfExists(archive)
                    ? Optional.of(
                            "Java crashed, perhaps over the agent's archive of classes, which was removed: " + archive)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
