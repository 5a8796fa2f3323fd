package io.portreeve.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people read of the settings says what the code does. */
class SettingDocumentsTest {
    private static final Path EXAMPLE = Path.of("src/main/dist/agent.properties");
    private static final Path README = Path.of("../README.md");
    private static final String WRITE =
            "mvn test -pl agent-jar -Dtest=SettingDocumentsTest -Dportreeve.write=true writes it";
    private static final String TABLE = "| key | default | meaning |\n| --- | --- | --- |\n";
    private static final String AGENT_TABLE = TABLE + "| `url` |";

    @Test
    void exampleFileNamesEverySettingWithItsDefault() throws IOException {
        String wanted = """
                # The Portreeve agent of this host. Each key is shown with its default; take the # away to say something else.
                # The environment says the same in capitals: docker-host is PORTREEVE_AGENT_DOCKER_HOST, and comes before
                # this file. "systemctl reload portreeve-agent" lets what is marked with (*) change while the agent runs.
                """
                + Arrays.stream(Setting.values())
                        .map(setting -> "\n# " + setting.meaning() + mark(setting) + "\n#" + setting.key() + " = "
                                + setting.usual())
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("portreeve.write")) {
            Files.writeString(EXAMPLE, wanted);
        }
        assertThat(EXAMPLE).as(WRITE).content().isEqualTo(wanted);
    }

    @Test
    void readmeHasATableOfAllSettings() throws IOException {
        String rows = Arrays.stream(Setting.values())
                .map(setting -> "| `" + setting.key() + "` | "
                        + (setting.usual().isEmpty() ? "none" : "`" + setting.usual() + "`") + " | "
                        + setting.meaning() + mark(setting) + " |\n")
                .collect(Collectors.joining());
        String readme = Files.readString(README);
        if (Boolean.getBoolean("portreeve.write")) {
            int begin = readme.indexOf(AGENT_TABLE) + TABLE.length();
            int end = readme.indexOf("\n\n", begin) + 1;
            readme = readme.substring(0, begin) + rows + readme.substring(end);
            Files.writeString(README, readme);
        }
        assertThat(readme).as(WRITE).contains(TABLE + rows + "\n");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingHasAKeyOfItsOwnThatTheEnvironmentCanSay(Setting setting) {
        assertThat(Setting.withKey(setting.key())).contains(setting);
        assertThat(Setting.withEnvironmentName(setting.environmentName())).contains(setting);
        assertThat(setting.key())
                .isEqualTo(setting.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        assertThat(setting.meaning()).endsWith(".");
    }

    private static String mark(Setting setting) {
        return setting.isReloaded() ? " (*)" : "";
    }
}
