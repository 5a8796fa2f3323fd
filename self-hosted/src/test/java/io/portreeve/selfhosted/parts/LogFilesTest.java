package io.portreeve.selfhosted.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    @TempDir
    private Path directory;

    @Test
    void longLogIsKeptOnceAndBegunAnew() throws IOException {
        Path log = directory.resolve("payara.log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(LogFiles.LONGEST + 1);
        }
        Path brief = Files.writeString(directory.resolve("redis.log"), "a line\n");

        LogFiles.trim(directory);

        assertThat(log).isEmptyFile();
        assertThat(directory.resolve("payara.log.1")).hasSize(LogFiles.LONGEST + 1);
        assertThat(brief).hasContent("a line\n");
    }
}
