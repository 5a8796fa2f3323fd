package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AgentPrincipalTest {
    @Test
    void nameComesBackAsTheAgent() {
        assertThat(AgentPrincipal.parse(AgentPrincipal.name(Messages.AGENT))).isEqualTo(Messages.AGENT);
    }

    @Test
    void otherNamesAreNoAgents() {
        assertThatIllegalArgumentException().isThrownBy(() -> AgentPrincipal.parse("admin@example.org"));
    }
}
