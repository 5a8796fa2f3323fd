package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.message.AgentStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatestStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final LatestStatus latest = new LatestStatus();

    @Test
    void firstIsStoredAtOnceAndOfThoseThatFollowOnlyTheLatestAfterAPause() {
        latest.offer(dropped(1));
        assertThat(latest.due(NOW)).contains(dropped(1));
        for (int i = 2; i <= 100; i++) {
            latest.offer(dropped(i));
            assertThat(latest.due(NOW.plusMillis(10L * i))).isEmpty();
        }
        assertThat(latest.due(NOW.plusSeconds(10))).contains(dropped(100));
        assertThat(latest.due(NOW.plusSeconds(100))).isEmpty();
    }

    private static AgentStatus dropped(int batches) {
        return new AgentStatus(Optional.empty(), batches);
    }
}
