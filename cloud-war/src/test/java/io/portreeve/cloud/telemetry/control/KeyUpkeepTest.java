package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyUpkeepTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final HostId ONE = host(1);
    private static final HostId OTHER = host(2);

    private final KeyUpkeep upkeep = new KeyUpkeep(3);

    @Test
    void listThatIsNewIsDueAtOnce() {
        assertThat(upkeep.isDue(ONE, NOW)).isTrue();
        assertThat(upkeep.isDue(ONE, NOW)).isFalse();
        assertThat(upkeep.isDue(OTHER, NOW)).isTrue();
    }

    @Test
    void listIsDueAgainAfterSoManyReadings() {
        assertThat(upkeep.isDue(ONE, NOW)).isTrue();
        for (int reading = 1; reading < KeyUpkeep.READINGS; reading++) {
            assertThat(upkeep.isDue(ONE, NOW)).isFalse();
        }
        assertThat(upkeep.isDue(ONE, NOW)).isTrue();
        assertThat(upkeep.isDue(ONE, NOW)).isFalse();
    }

    @Test
    void listOfASlowAgentIsDueLongBeforeItEnds() {
        assertThat(KeyUpkeep.PAUSE.multipliedBy(2)).isLessThan(RecentReadings.EXPIRY);
        assertThat(upkeep.isDue(ONE, NOW)).isTrue();
        assertThat(upkeep.isDue(ONE, NOW.plus(KeyUpkeep.PAUSE).minus(Duration.ofMillis(1))))
                .isFalse();
        assertThat(upkeep.isDue(ONE, NOW.plus(KeyUpkeep.PAUSE))).isTrue();
        assertThat(upkeep.isDue(ONE, NOW.plus(KeyUpkeep.PAUSE))).isFalse();
    }

    @Test
    void allAreDueOnceMoreWhenTheyAreTooManyOrRedisWasAway() {
        for (int index = 1; index <= 3; index++) {
            assertThat(upkeep.isDue(host(index), NOW)).isTrue();
        }
        assertThat(upkeep.isDue(host(4), NOW)).isTrue();
        assertThat(upkeep.isDue(ONE, NOW)).isTrue();
        assertThat(upkeep.isDue(ONE, NOW)).isFalse();
        upkeep.forget();
        assertThat(upkeep.isDue(ONE, NOW)).isTrue();
    }

    private static HostId host(int index) {
        return new HostId(new UUID(0, index));
    }
}
