package io.portreeve.cloud.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveFilterTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);

    @Test
    void hostBringsItsContainers() {
        LiveFilter filter = LiveFilter.of(ONE.toString(), null, null);
        assertThat(filter.wantsHost(new HostId(ONE))).isTrue();
        assertThat(filter.wantsHost(new HostId(TWO))).isFalse();
        assertThat(filter.wantsContainer(new ContainerId(TWO))).isTrue();
        assertThat(filter.totals()).isTrue();
    }

    @Test
    void containerComesAlone() {
        LiveFilter filter = LiveFilter.of(null, ONE.toString(), null);
        assertThat(filter.wantsContainer(new ContainerId(ONE))).isTrue();
        assertThat(filter.wantsContainer(new ContainerId(TWO))).isFalse();
        assertThat(filter.totals()).isFalse();
    }

    @Test
    void listedContainersComeWithTheSumsOfEachHost() {
        LiveFilter filter = LiveFilter.of(null, null, ONE + ",nonsense");
        assertThat(filter.containers()).containsExactly(new ContainerId(ONE));
        assertThat(filter.wantsHost(new HostId(TWO))).isTrue();
        assertThat(filter.totals()).isTrue();
    }

    @Test
    void listIsBounded() {
        String many = IntStream.range(0, 1_000)
                .mapToObj(n -> new UUID(0, n).toString())
                .collect(Collectors.joining(","));
        assertThat(LiveFilter.of(null, null, many).containers()).hasSize(200);
    }

    @Test
    void pageOfAContainerHasItsEventsAndTheGapsAndTheTimelineHasAll() {
        LiveFilter container = LiveFilter.of(null, ONE.toString(), null);
        assertThat(container.wantsEvent(event(ONE, "container.die"))).isTrue();
        assertThat(container.wantsEvent(event(TWO, "container.die"))).isFalse();
        assertThat(container.wantsEvent(event(TWO, Event.GAP))).isTrue();
        assertThat(LiveFilter.of(null, "", null).wantsEvent(event(TWO, "container.die")))
                .isTrue();
    }

    @Test
    void pageOfAHostHasItsEventsAndListsHaveNone() {
        assertThat(LiveFilter.of(TWO.toString(), null, null).wantsEvent(event(ONE, "container.die")))
                .isTrue();
        assertThat(LiveFilter.of(ONE.toString(), null, null).wantsEvent(event(ONE, "container.die")))
                .isFalse();
        assertThat(LiveFilter.of(null, null, ONE.toString()).wantsEvent(event(ONE, "container.die")))
                .isFalse();
    }

    private static Event event(UUID container, String kind) {
        return new Event(
                EventId.of(Instant.EPOCH, kind),
                new HostId(TWO),
                Instant.EPOCH,
                kind,
                Optional.of(new ContainerId(container)),
                "",
                "",
                "",
                "",
                "",
                Optional.empty(),
                Map.of());
    }
}
