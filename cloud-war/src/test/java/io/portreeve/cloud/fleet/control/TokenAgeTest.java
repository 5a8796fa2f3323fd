package io.portreeve.cloud.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenAgeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void clockThatIsWrongByMinutesIsAllowed() {
        assertThat(TokenAge.accepts(NOW.minusSeconds(390), NOW)).isTrue();
        assertThat(TokenAge.accepts(NOW.plusSeconds(390), NOW)).isTrue();
    }

    @Test
    void olderIsRefused() {
        assertThat(TokenAge.accepts(NOW.minusSeconds(391), NOW)).isFalse();
    }

    @Test
    void newerIsRefused() {
        assertThat(TokenAge.accepts(NOW.plusSeconds(391), NOW)).isFalse();
    }

    @Test
    void farthestInstantsAreRefused() {
        assertThat(TokenAge.accepts(Instant.MIN, NOW)).isFalse();
        assertThat(TokenAge.accepts(Instant.MAX, NOW)).isFalse();
    }
}
