package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    private static final Logger LOG = Logger.getLogger(Reload.class.getName());

    private static final String AT_START = "shortest-interval=PT5S\nproxy=http://agent:s3cret@proxy.example";

    @TempDir
    Path directory;

    private final List<String> logged = new ArrayList<>();
    private final List<AgentConfig> effects = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Reload reload;

    @BeforeEach
    void start() throws IOException {
        LOG.addHandler(log);
        write(AT_START);
        reload = new Reload(read(), this::read, effects::add);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(log);
    }

    @Test
    void whatCanChangeTakesEffectAndWhatCannotIsSaid() throws IOException {
        write("shortest-interval=PT20S\nlog-level=debug\nproxy=http://agent:0ther@proxy.example\ncolour=x");
        reload.run();
        assertThat(effects)
                .singleElement()
                .satisfies(config -> assertThat(config.intervals().shortest()).isEqualTo(Duration.ofSeconds(20)));
        assertThat(logged)
                .contains(
                        "INFO read the configuration again: changed shortest-interval, log-level",
                        "WARNING changed, but only in force after a restart: proxy")
                .anyMatch(line -> line.startsWith("WARNING unknown setting: colour"))
                .noneMatch(line -> line.contains("s3cret") || line.contains("0ther"));
    }

    @Test
    void whatWaitsForARestartIsSaidUntilItIsTakenBack() throws IOException {
        write("shortest-interval=PT5S");
        reload.run();
        reload.run();
        assertThat(logged).filteredOn(line -> line.contains("after a restart")).hasSize(2);
        logged.clear();
        write(AT_START);
        reload.run();
        assertThat(logged).containsExactly("INFO read the configuration again: nothing to change while running");
    }

    @Test
    void fileThatIsGoneTakesNothingBack() throws IOException {
        Files.delete(directory.resolve("agent.properties"));
        reload.run();
        assertThat(effects).isEmpty();
        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("SEVERE the configuration stays as it was: there is no configuration file");
    }

    @Test
    void configurationThatIsWrongChangesNothing() throws IOException {
        write("shortest-interval=soon\nlog-level=loud");
        reload.run();
        assertThat(effects).isEmpty();
        assertThat(logged).hasSize(2).allMatch(line -> line.startsWith("SEVERE the configuration stays as it was: "));
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("agent.properties"), text);
    }

    private ConfigReader.Result read() {
        return ConfigReader.read(Map.of(), Map.of(), directory.resolve("agent.properties"));
    }
}
