package io.portreeve.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FleetPlanTest {
    private static final Instant BEGAN = Instant.parse("2026-11-24T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final FleetPlan plan = new FleetPlan(100, 3, 7, INTERVAL, BEGAN, 1);

    @Test
    void hostsAreSpreadEvenlyOverTheOrganizations() {
        assertThat(plan.identities().stream()
                        .collect(Collectors.groupingBy(HostIdentity::organizationId, Collectors.counting()))
                        .values())
                .hasSize(7)
                .allMatch(hosts -> hosts == 14 || hosts == 15);
    }

    @Test
    void everyIdIsItsOwn() {
        assertThat(plan.identities().stream().map(HostIdentity::hostId)).doesNotHaveDuplicates();
        assertThat(plan.identities().stream().map(HostIdentity::agentId)).doesNotHaveDuplicates();
        assertThat(plan.identity(3).agentId().version()).isEqualTo(7);
    }

    @Test
    void readingsOfAHostAreAnIntervalApartAndThoseOfHostsAreSpread() {
        assertThat(Duration.between(plan.readAt(5, 10), plan.readAt(5, 11)))
                .isBetween(INTERVAL.minusMillis(40), INTERVAL.plusMillis(40));
        assertThat(plan.identities().stream()
                        .map(host -> plan.readAt(host.index(), 0).getEpochSecond())
                        .distinct())
                .hasSizeGreaterThan(8);
    }

    @Test
    void theFirstReadingIsNotBeforeTheMomentAskedFor() {
        Instant moment = BEGAN.plusSeconds(65);

        long tick = plan.firstTickFrom(5, moment);

        assertThat(plan.readAt(5, tick)).isAfterOrEqualTo(moment);
        assertThat(plan.readAt(5, tick - 1)).isBefore(moment);
    }

    @Test
    void moreOrganizationsThanHostsAreRefused() {
        assertThatThrownBy(() -> new FleetPlan(2, 1, 3, INTERVAL, BEGAN, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
