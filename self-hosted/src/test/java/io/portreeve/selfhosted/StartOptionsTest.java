package io.portreeve.selfhosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.selfhosted.data.StartFailedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StartOptionsTest {
    @Test
    void defaultsAreThoseOfTheHelp() {
        StartOptions options = parse(Map.of());

        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.address()).isEqualTo("127.0.0.1");
        assertThat(options.withAgent()).isTrue();
        assertThat(options.large()).isFalse();
        assertThat(options.nodes()).isEqualTo(1);
        assertThat(options.dockerHost()).isEmpty();
        assertThat(options.adminEmail()).isEmpty();
        assertThat(options.adminPassword()).isEmpty();
        assertThat(options.data()).isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/portreeve"));
    }

    @Test
    void dataFollowsTheBaseDirectorySpecification() {
        assertThat(parse(Map.of("XDG_DATA_HOME", "/srv/data")).data()).isEqualTo(Path.of("/srv/data/portreeve"));
        assertThat(parse(Map.of("XDG_DATA_HOME", "relative")).data())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/portreeve"));
        assertThat(parse(Map.of("XDG_DATA_HOME", "/srv/data"), "--data", "/other")
                        .data())
                .isEqualTo(Path.of("/other"));
    }

    @Test
    void passwordMayComeFromTheEnvironment() {
        Map<String, String> environment = Map.of("PORTREEVE_ADMIN_PASSWORD", "from there");

        assertThat(parse(environment).adminPassword()).contains("from there");
        assertThat(parse(environment, "--admin-password", "from here").adminPassword())
                .contains("from here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 0",
                "--port 65536",
                "--nodes 0",
                "--port 65535 --nodes 2",
                "--docker-host unix:///x --no-agent",
                "--admin-email nobody",
                "--admin-password="
            })
    void nonsenseIsRefused(String arguments) {
        assertThatThrownBy(() -> parse(Map.of(), arguments.split(" ", -1))).isInstanceOf(StartFailedException.class);
    }

    private static StartOptions parse(Map<String, String> environment, String... arguments) {
        StartOptions options = new StartOptions();
        CommandLine commandLine = new CommandLine(options);
        String[] all = new String[arguments.length + 2];
        all[0] = "--product";
        all[1] = "/product";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        commandLine.parseArgs(all);
        options.check(environment);
        return options;
    }
}
