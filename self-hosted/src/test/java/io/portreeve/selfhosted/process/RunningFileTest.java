package io.portreeve.selfhosted.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningFileTest {
    private static final ProcessMark MYSELF =
            ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();

    @TempDir
    private Path directory;

    @Test
    void processThatStillRunsIsFound() {
        RunningFile file = new RunningFile(directory.resolve("processes"));
        RunningFile.Entry entry = new RunningFile.Entry("this", MYSELF, "INT", Duration.ofSeconds(3));

        file.write(List.of(entry));

        assertThat(file.alive()).containsExactly(entry);
    }

    @Test
    void laterProcessWithTheSameNumberIsNot() {
        RunningFile file = new RunningFile(directory.resolve("processes"));

        file.write(List.of(new RunningFile.Entry(
                "this", new ProcessMark(MYSELF.pid(), "another-boot:1"), "INT", Duration.ofSeconds(3))));

        assertThat(file.alive()).isEmpty();
    }

    @Test
    void damagedLinesAreLeftOut() throws IOException {
        Path path = directory.resolve("processes");
        Files.writeString(path, "what\n\nis this number INT 3\nthis " + MYSELF.pid() + " " + MYSELF.startedAt() + "\n");

        assertThat(new RunningFile(path).alive()).isEmpty();
    }

    @Test
    void missingFileMeansNone() {
        assertThat(new RunningFile(directory.resolve("none")).alive()).isEmpty();
    }
}
