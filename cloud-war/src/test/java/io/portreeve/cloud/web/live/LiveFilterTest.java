package io.portreeve.cloud.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
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
}
