package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.platform.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SampleAllowanceTest {
    private static final OrganizationId OURS = new OrganizationId(new UUID(0, 1));
    private static final OrganizationId THEIRS = new OrganizationId(new UUID(0, 2));
    private static final int MOST = (int) (100 * SampleAllowance.BACKLOG.toMinutes());

    private final Instant now = Instant.parse("2026-11-25T12:00:00Z");
    private final SampleAllowance allowance = new SampleAllowance();

    @Test
    void backlogIsLetInAndNoMore() {
        assertThat(allowance.take(OURS, MOST, 100, now)).isTrue();
        assertThat(allowance.take(OURS, 1, 100, now)).isFalse();
    }

    @Test
    void whatIsAllowedAMinuteComesBackInOne() {
        allowance.take(OURS, MOST, 100, now);
        Instant later = now.plus(Duration.ofMinutes(1));
        assertThat(allowance.take(OURS, 101, 100, later)).isFalse();
        assertThat(allowance.take(OURS, 100, 100, later)).isTrue();
        assertThat(allowance.take(OURS, 1, 100, later)).isFalse();
    }

    @Test
    void organizationAtItsLimitLeavesOthersTheirs() {
        allowance.take(OURS, MOST, 100, now);
        assertThat(allowance.take(THEIRS, MOST, 100, now)).isTrue();
    }

    @Test
    void whatWasNotStoredDoesNotCount() {
        allowance.take(OURS, MOST, 100, now);
        allowance.giveBack(OURS, 10);
        assertThat(allowance.take(OURS, 10, 100, now)).isTrue();
        assertThat(allowance.take(OURS, 1, 100, now)).isFalse();
    }

    @Test
    void quotaOfNothingLetsNothingIn() {
        assertThat(allowance.take(OURS, 1, 0, now)).isFalse();
    }
}
