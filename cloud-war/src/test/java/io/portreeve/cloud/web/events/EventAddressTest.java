package io.portreeve.cloud.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventFilter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventAddressTest {
    private static final String HOST = "019ab000-0000-7000-8000-000000000001";
    private static final String BOX = "019ab000-0000-7000-8000-000000000002";
    private static final String LAST = "019ab000-0000-8000-8000-000000000003";
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void addressSaysEverything() {
        EventAddress address = EventAddress.of(" a&b ", "gaps", HOST, BOX, "24h", LAST);
        assertThat(address.path())
                .isEqualTo(
                        "/events?q=a%26b&kind=gaps&host=" + HOST + "&container=" + BOX + "&range=24h&before=" + LAST);
        EventFilter filter = address.filter(NOW);
        assertThat(filter.kinds()).containsExactly(Event.GAP);
        assertThat(filter.from()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(filter.limit()).isEqualTo(EventAddress.PAGE_SIZE + 1);
        assertThat(filter.before()).isPresent();
        assertThat(filter.text()).isEqualTo("a&b");
    }

    @Test
    void nonsenseCountsAsNotSaid() {
        EventAddress address = EventAddress.of(null, "flying", "1-1", "x", "9y", "-1");
        assertThat(address.filtered()).isFalse();
        assertThat(address.path()).isEqualTo("/events");
        assertThat(address.filter(NOW).from()).isEmpty();
    }

    @Test
    void whatOnlyRepeatsIsLeftOutUnlessAllIsAskedFor() {
        assertThat(EventAddress.of(null, null, null, null, null, null)
                        .filter(NOW)
                        .without())
                .contains("network.connect");
        assertThat(EventAddress.of(null, "all", null, null, null, null)
                        .filter(NOW)
                        .without())
                .isEmpty();
    }

    @Test
    void anotherFilterBeginsAtTheNewest() {
        EventAddress address = EventAddress.of("web", null, null, null, null, LAST);
        assertThat(address.of(EventGroup.HEALTH).path()).isEqualTo("/events?q=web&kind=health");
        assertThat(address.since("7d").path()).isEqualTo("/events?q=web&range=7d");
    }
}
