package io.portreeve.agent.doctor;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What checks find, by name. */
final class Looks {
    private Looks() {}

    static Map<String, Finding> at(List<Check> checks) {
        Map<String, Finding> found = new LinkedHashMap<>();
        new Doctor(Duration.ofSeconds(20)).examine(checks, found::put);
        return found;
    }

    static AgentConfig config(Path directory, Map<Setting, String> settings) throws IOException {
        Path file = directory.resolve("none.properties");
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return ConfigReader.read(settings, Map.of(), file).config();
    }
}
