package io.portreeve.cloud.web.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentCommandsTest {
    @Test
    void everyWayNamesTheAddressAndPassesTheTokenByEnvironment() {
        assertThat(new AgentCommands("https://watch.example", "s3cret").all())
                .hasSize(3)
                .allSatisfy(command -> assertThat(command.text())
                        .contains("https://watch.example")
                        .contains("PORTREEVE_AGENT_ENROLMENT_TOKEN=s3cret")
                        .doesNotContain("--token s3cret"));
    }

    @Test
    void agentInAContainerReachesACloudOnItsOwnMachine() {
        assertThat(new AgentCommands("http://localhost:8080", "s").docker())
                .contains("--network host")
                .doesNotContain("ALLOW_PLAIN");
        assertThat(new AgentCommands("http://localhost.example:8080", "s").docker())
                .doesNotContain("--network host");
    }

    @Test
    void cloudWithoutTlsIsSaidToBeMeant() {
        assertThat(new AgentCommands("http://10.0.0.5:8080", "s").all())
                .allSatisfy(command -> assertThat(command.text()).containsAnyOf("--allow-plain", "ALLOW_PLAIN=true"));
        assertThat(new AgentCommands("https://watch.example", "s").all())
                .noneSatisfy(command -> assertThat(command.text()).containsAnyOf("--allow-plain", "ALLOW_PLAIN=true"));
    }
}
