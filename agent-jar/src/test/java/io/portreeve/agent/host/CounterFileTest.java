package io.portreeve.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFileTest {
    private static final String LONG = "8:0 Read 4096\n".repeat(3_000);

    @TempDir
    Path directory;

    @Test
    void openFileIsReadFromItsStartEachTime() throws IOException {
        Path path = Files.writeString(directory.resolve("usage"), "12\n");
        try (CounterFile file = new CounterFile(path)) {
            assertThat(file.read()).isEqualTo("12\n");
            Files.writeString(path, "5\n");
            assertThat(file.read()).isEqualTo("5\n");
            Files.writeString(path, "");
            assertThat(file.read()).isEmpty();
        }
    }

    @Test
    void fileLargerThanTheBufferIsReadToItsEnd() throws IOException {
        Path path = Files.writeString(directory.resolve("blocks"), LONG);
        try (CounterFile file = new CounterFile(path)) {
            assertThat(file.read()).isEqualTo(LONG);
            assertThat(file.read()).isEqualTo(LONG);
        }
        assertThat(CounterFile.readOnce(path)).isEqualTo(LONG);
    }

    @Test
    void fileThatGrowsWithoutEndIsCutOff() throws IOException {
        Path endless = Path.of("/dev/zero");
        assertThat(CounterFile.readOnce(endless)).hasSizeLessThan(300 * 1024);
        try (CounterFile file = new CounterFile(endless)) {
            assertThat(file.read()).hasSizeLessThan(300 * 1024);
        }
    }

    @Test
    void missingFileIsSaidToBeSo() {
        Path missing = directory.resolve("missing");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new CounterFile(missing));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> CounterFile.readOnce(missing));
    }
}
