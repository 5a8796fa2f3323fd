package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeardTest {
    private static final AgentId AGENT = new AgentId(new UUID(0, 1));
    private static final HostId HOST = new HostId(new UUID(0, 2));
    private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(0, 3));

    private final Heard heard = new Heard();

    @Test
    void whatWasHeardIsTakenOnceAndTogether() {
        heard.rung(HOST);
        heard.rung(HOST);
        heard.chosen(HOST);
        heard.begun(AGENT, 4);
        heard.begun(AGENT, 3);
        heard.watched(ORGANIZATION, Set.of(container(1)));
        heard.watched(ORGANIZATION, Set.of(container(2)));
        heard.tailed(ORGANIZATION, HOST, container(3), 200);
        heard.tailed(ORGANIZATION, HOST, container(3), 0);
        assertThat(heard.take())
                .isEqualTo(new Heard.News(
                        Set.of(HOST),
                        Set.of(HOST),
                        Map.of(AGENT, 4L),
                        Map.of(ORGANIZATION, Set.of(container(1), container(2))),
                        Map.of(new Heard.Place(ORGANIZATION, HOST), Map.of(container(3), 200))));
        assertThat(heard.take()).isEqualTo(new Heard.News(Set.of(), Set.of(), Map.of(), Map.of(), Map.of()));
    }

    private static ContainerId container(int number) {
        return new ContainerId(new UUID(1, number));
    }
}
