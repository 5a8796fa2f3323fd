package io.portreeve.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFilesTest {
    @TempDir
    Path place;

    @Test
    void spoolThatIsNotThereYetIsEmptyAndWell() throws IOException {
        SpoolFiles seen = SpoolFiles.at(place.resolve("absent"));
        assertThat(seen.bytes()).isZero();
        assertThat(seen.problem()).isEmpty();
    }

    @Test
    void whatWaitsIsCountedWhileAnAgentHasIt() throws IOException {
        Bench bench = new Bench(place.resolve("spool"), Bench.ROOMY);
        bench.add(SpoolStream.METRICS, Bench.payload(1, 10_000));
        SpoolFiles seen = SpoolFiles.at(bench.directory());
        assertThat(seen.bytes()).isBetween(10_000L, 11_000L);
        assertThat(seen.problem()).isEmpty();
    }

    @Test
    void fileInPlaceOfTheDirectoryIsTold() throws IOException {
        SpoolFiles seen = SpoolFiles.at(Files.createFile(place.resolve("spool")));
        assertThat(seen.problem().orElseThrow()).contains("no directory");
    }
}
