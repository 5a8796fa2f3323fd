package io.portreeve.cloud.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NonceMemoryTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final NonceMemory memory = new NonceMemory(clock(), Duration.ofMinutes(1));

    @Test
    void nonceCountsOnce() {
        UUID nonce = new UUID(1, 1);
        assertThat(memory.remember(nonce)).isTrue();
        assertThat(memory.remember(nonce)).isFalse();
    }

    @Test
    void nonceIsForgottenAfterItsLifetime() {
        UUID nonce = new UUID(1, 1);
        memory.remember(nonce);
        now.set(Instant.EPOCH.plusSeconds(61));
        assertThat(memory.remember(nonce)).isTrue();
    }

    @Test
    void memoryIsBounded() {
        UUID first = new UUID(0, 0);
        for (int i = 0; i <= NonceMemory.MOST + 1; i++) {
            memory.remember(new UUID(0, i));
        }
        assertThat(memory.remember(first)).isTrue();
        assertThat(memory.remember(new UUID(0, NonceMemory.MOST))).isFalse();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }
}
