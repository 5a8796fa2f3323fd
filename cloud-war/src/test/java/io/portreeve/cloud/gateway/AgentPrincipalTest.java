package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentPrincipalTest {
    @Test
    void nameComesBackAsTheAgent() {
        assertThat(AgentPrincipal.parse(AgentPrincipal.name(Messages.AGENT))).contains(Messages.AGENT);
    }

    @Test
    void otherNamesAreNoAgents() {
        assertThat(AgentPrincipal.parse("admin@example.org")).isEmpty();
        assertThat(AgentPrincipal.parse("user/a/b/c")).isEmpty();
    }
}
