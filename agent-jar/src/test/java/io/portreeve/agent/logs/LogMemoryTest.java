package io.portreeve.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMemoryTest {
    private static final LogPosition POSITION = new LogPosition(1, 2, 3, 4);

    @TempDir
    Path directory;

    @Test
    void positionsOutliveTheProcess() {
        new LogMemory(directory).stored(Map.of("a", POSITION));
        new LogMemory(directory).stored(Map.of("b", POSITION));
        assertThat(new LogMemory(directory).of("a")).contains(POSITION);
        assertThat(new LogMemory(directory).of("b")).contains(POSITION);
        assertThat(new LogMemory(directory).of("c")).isEmpty();
    }

    @Test
    void whatIsNoLongerWantedIsForgotten() {
        LogMemory memory = new LogMemory(directory);
        memory.stored(Map.of("a", POSITION, "b", POSITION));
        memory.retain("a"::equals);
        assertThat(memory.of("b")).isEmpty();
    }

    @Test
    void fileThatCannotBeReadIsNoPosition() throws IOException {
        Files.writeString(directory.resolve("logs.json"), "{\"a\":[1,2]}");
        assertThat(new LogMemory(directory).of("a")).isEmpty();
        Files.writeString(directory.resolve("logs.json"), "{");
        assertThat(new LogMemory(directory).of("a")).isEmpty();
    }
}
