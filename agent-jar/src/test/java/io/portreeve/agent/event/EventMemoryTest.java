package io.portreeve.agent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventMemoryTest {
    @TempDir
    Path directory;

    @Test
    void positionIsReadAsItWasWritten() {
        EventMemory memory = new EventMemory(directory);
        assertThat(memory.read()).isEmpty();
        memory.write(new EventPosition(5, Set.of("a start")));
        memory.write(new EventPosition(1_767_225_600_123_456_789L, Set.of("a die", "b die")));
        assertThat(new EventMemory(directory).read())
                .contains(new EventPosition(1_767_225_600_123_456_789L, Set.of("a die", "b die")));
    }

    @Test
    void damagedFileProvesNothingAndStandsForItsDate() throws Exception {
        Files.writeString(directory.resolve("events.json"), "{\"timeNanos\":");
        EventPosition position = new EventMemory(directory).read().orElseThrow();
        assertThat(position.keys()).isEmpty();
        assertThat(position.moment()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void directoryIsMadeForItsOwnerAlone() throws Exception {
        Path absent = directory.resolve("absent");
        EventMemory memory = new EventMemory(absent);
        assertThat(memory.read()).isEmpty();
        memory.write(new EventPosition(5, Set.of()));
        assertThat(memory.read()).contains(new EventPosition(5, Set.of()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(absent)))
                .isEqualTo("rwx------");
    }

    @Test
    void directoryThatCannotBeMadeIsNoReasonToStop() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        EventMemory memory = new EventMemory(file.resolve("absent"));
        assertThatCode(() -> memory.write(new EventPosition(5, Set.of()))).doesNotThrowAnyException();
    }
}
