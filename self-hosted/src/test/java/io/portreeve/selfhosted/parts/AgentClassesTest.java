package io.portreeve.selfhosted.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentClassesTest {
    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(ints = {134, 135, 139})
    void archiveThatJavaMayHaveCrashedOverIsRemovedOnceAndSaidSo(int crash) throws IOException {
        Path archive = Files.writeString(state.resolve("classes.jsa"), "damaged");
        AgentClasses classes = new AgentClasses(state);
        assertThat(classes.repaired(crash))
                .hasValueSatisfying(
                        said -> assertThat(said).contains(archive.toString()).doesNotContain("\n"));
        assertThat(archive).doesNotExist();
        assertThat(classes.repaired(crash)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 137, 143})
    void archiveOutlivesEveryOtherEnd(int status) throws IOException {
        Path archive = Files.writeString(state.resolve("classes.jsa"), "well");
        assertThat(new AgentClasses(state).repaired(status)).isEmpty();
        assertThat(archive).exists();
    }

    @Test
    void archiveIsUsedOnceItIsThere() throws IOException {
        AgentClasses classes = new AgentClasses(state);
        assertThat(classes.option()).isEmpty();
        Path archive = Files.writeString(state.resolve("classes.jsa"), "well");
        assertThat(classes.option()).contains("-XX:SharedArchiveFile=" + archive);
    }
}
