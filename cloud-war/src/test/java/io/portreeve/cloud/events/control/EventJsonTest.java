package io.portreeve.cloud.events.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.events.NewEvents;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    @Test
    void newEventsComeBackEqual() {
        Instant at = Instant.parse("2026-11-24T12:00:00.123456Z");
        HostId host = new HostId(new UUID(1, 2));
        Event event = new Event(
                EventId.of(at, "x"),
                host,
                at,
                "container.die",
                Optional.of(new ContainerId(new UUID(3, 4))),
                "a".repeat(64),
                "web",
                "nginx",
                "",
                "",
                Optional.of(3),
                Map.of("signal", "9"));
        NewEvents events = new NewEvents(new OrganizationId(new UUID(5, 6)), host, List.of(event));
        assertThat(EventJson.read(EventJson.write(events))).contains(events);
    }

    @Test
    void whatIsNoSuchTextIsNothing() {
        assertThat(EventJson.read("{\"organization\":1}")).isEmpty();
        assertThat(EventJson.read("{}")).isEmpty();
        assertThat(EventJson.read("null")).isEmpty();
        assertThat(EventJson.read("x")).isEmpty();
    }
}
