package io.portreeve.cloud.actions.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.action.HostAction;
import org.junit.jupiter.api.Test;

class HostParametersTest {
    @Test
    void releaseIsKeptToTheLetter() {
        HostAction update = new HostAction.UpdateAgent("portreeve-agent-release-1\nversion 1.2\nsignature A+/=\n");
        assertThat(HostParameters.read(update.wireName(), HostParameters.write(update)))
                .isEqualTo(update);
    }
}
