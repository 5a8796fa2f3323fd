package io.portreeve.cloud.web.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerQueryTest {
    private static final String HOST = "019ab000-0000-7000-8000-000000000001";

    @Test
    void addressSaysEverything() {
        ContainerQuery query = ContainerQuery.of(" a&b ", "running", HOST, "3");
        assertThat(query.path()).isEqualTo("/containers?q=a%26b&state=running&host=" + HOST + "&page=3");
        ContainerFilter filter = query.filter();
        assertThat(filter.offset()).isEqualTo(100);
        assertThat(filter.limit()).isEqualTo(50);
        assertThat(filter.text()).isEqualTo("a&b");
        assertThat(filter.state()).contains(ContainerState.RUNNING);
    }

    @Test
    void nonsenseCountsAsNotSaid() {
        ContainerQuery query = ContainerQuery.of(null, "flying", "1-1-1-1-1", "-7");
        assertThat(query.filtered()).isFalse();
        assertThat(query.page()).isEqualTo(1);
        assertThat(query.path()).isEqualTo("/containers");
        assertThat(ContainerQuery.of("", "", "", "99999999999").page()).isEqualTo(1);
        assertThat(ContainerQuery.of("", "", "", "999999").filter().offset()).isPositive();
    }

    @Test
    void longTextIsCut() {
        assertThat(ContainerQuery.of("x".repeat(5_000), null, null, null).text())
                .hasSize(200);
    }

    @Test
    void anotherStateBeginsAtItsFirstPage() {
        ContainerQuery query = ContainerQuery.of("web", null, null, "4");
        assertThat(query.in(Optional.of(ContainerState.EXITED)).path()).isEqualTo("/containers?q=web&state=exited");
        assertThat(query.at(0).page()).isEqualTo(1);
    }
}
