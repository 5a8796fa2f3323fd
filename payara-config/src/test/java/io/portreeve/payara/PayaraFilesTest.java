package io.portreeve.payara;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayaraFilesTest {
    private static final Path JAVA =
            Path.of(System.getProperty("java.home")).resolve("bin").resolve("java");

    @ParameterizedTest
    @ValueSource(strings = {"", "micro/jvm-options-large"})
    void theJvmTakesItsOptions(String added, @TempDir Path directory) throws Exception {
        Path options = Files.writeString(directory.resolve("options"), text("micro/jvm-options"));
        Path more = Files.writeString(directory.resolve("more"), added.isEmpty() ? "" : text(added));
        Path output = directory.resolve("output");

        Process java = new ProcessBuilder(JAVA.toString(), "@" + options, "@" + more, "-version")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(java.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).doesNotContainIgnoringCase("warning");
    }

    @Test
    void hazelcastStaysOff() throws IOException {
        assertThat(lines("micro/launcher-options")).contains("--nohazelcast").doesNotContain("--nocluster");
    }

    @Test
    void everyBootCommandSetsSomething() throws IOException {
        assertThat(lines("micro/pre-boot.asadmin")).isNotEmpty().allMatch(line -> line.startsWith("set configs."));
        assertThat(lines("micro/post-boot.asadmin")).isEmpty();
    }

    @Test
    void keysOfTheConfigurationAreOurs() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = open("configuration.properties")) {
            properties.load(file);
        }
        assertThat(properties.stringPropertyNames()).isNotEmpty().allMatch(key -> key.startsWith("portreeve."));
    }

    private static List<String> lines(String name) throws IOException {
        return text(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static String text(String name) throws IOException {
        try (InputStream file = open(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) {
        return PayaraFilesTest.class.getResourceAsStream(name);
    }
}
