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
}
