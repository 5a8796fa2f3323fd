package io.portreeve.cloud.web.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentCommandsTest {
    @Test
    void everyWayNamesTheAddressAndPassesTheTokenByEnvironment() {
        assertThat(new AgentCommands("https://watch.example", "s3cret", Optional.empty()).all())
                .hasSize(3)
                .allSatisfy(command -> assertThat(command.text())
                        .contains("https://watch.example")
                        .contains("PORTREEVE_AGENT_ENROLMENT_TOKEN=s3cret")
                        .doesNotContain("--token s3cret"));
    }

    @Test
    void agentInAContainerReachesACloudOnItsOwnMachine() {
        assertThat(new AgentCommands("http://localhost:8080", "s", Optional.empty()).docker())
                .contains("--network host")
                .doesNotContain("ALLOW_PLAIN");
        assertThat(new AgentCommands("http://localhost.example:8080", "s", Optional.empty()).docker())
                .doesNotContain("--network host");
    }

    @Test
    void cloudWithoutTlsIsSaidToBeMeant() {
        assertThat(new AgentCommands("http://10.0.0.5:8080", "s", Optional.empty()).all())
                .allSatisfy(command -> assertThat(command.text())
                        .containsAnyOf("--allow-plain", "ALLOW_PLAIN=true", "allow-plain = true"));
        assertThat(new AgentCommands("https://watch.example", "s", Optional.empty()).all())
                .noneSatisfy(command -> assertThat(command.text())
                        .containsAnyOf("--allow-plain", "ALLOW_PLAIN=true", "allow-plain = true"));
    }

    @Test
    void agentIsFetchedFromTheCloudAndVerifiedBeforeItRuns() {
        AgentCommands commands = new AgentCommands("https://watch.example", "s", Optional.of("5".repeat(64)));
        assertThat(commands.java())
                .startsWith("curl -fsSLo portreeve-agent.jar https://watch.example/agent/portreeve-agent.jar && echo '"
                        + "5".repeat(64) + "  portreeve-agent.jar' | sha256sum --check --quiet && ");
        assertThat(commands.systemd())
                .contains("sha256sum --check --quiet && java -jar portreeve-agent.jar files")
                .contains("--sha256 " + "5".repeat(64));
    }

    @Test
    void agentInTheForegroundIsStartedByTheCommandThatKnowsJavasOptions() {
        String java = new AgentCommands("https://watch.example", "s3cret", Optional.empty()).java();
        assertThat(java)
                .isEqualTo("java -jar portreeve-agent.jar files portreeve-files && (export"
                        + " PORTREEVE_AGENT_JAR=\"$PWD/portreeve-agent.jar\""
                        + " PORTREEVE_AGENT_STATE_DIR=\"$PWD/portreeve-agent\""
                        + " && PORTREEVE_AGENT_ENROLMENT_TOKEN=s3cret"
                        + " sh portreeve-files/portreeve-agent enrol --url https://watch.example"
                        + " && sh portreeve-files/portreeve-agent run)");
    }

    @Test
    void agentThatTheOwnerBringsIsNotFetched() {
        assertThat(new AgentCommands("https://watch.example", "s", Optional.empty()).all())
                .noneSatisfy(command -> assertThat(command.text()).contains("curl"));
    }

    @Test
    void noArgumentOfACommandIsTheToken() {
        AgentCommands commands = new AgentCommands("https://watch.example", "s3cret", Optional.empty());
        assertThat(commands.systemd())
                .contains("PORTREEVE_AGENT_ENROLMENT_TOKEN=s3cret sudo --preserve-env=PORTREEVE_AGENT_ENROLMENT_TOKEN ")
                .doesNotContain("sh -c");
    }
}
