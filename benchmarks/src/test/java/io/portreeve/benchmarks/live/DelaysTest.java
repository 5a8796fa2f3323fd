package io.portreeve.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DelaysTest {
    private static final long AT = 1_795_680_000_000L;

    private final Delays delays = new Delays();

    @Test
    void percentilesAreInMilliseconds() {
        for (int delay = 1; delay <= 100; delay++) {
            delays.add(AT, Instant.ofEpochMilli(AT + delay));
        }
        assertThat(delays.count()).isEqualTo(100);
        assertThat(delays.millis().get("p50")).isCloseTo(50, within(0.1));
        assertThat(delays.millis().get("p95")).isCloseTo(95, within(0.1));
        assertThat(delays.millis().get("p99")).isCloseTo(99, within(0.1));
        assertThat(delays.millis().get("max")).isCloseTo(100, within(0.1));
    }

    @Test
    void readingOfTheFutureCountsAsOneOfNow() {
        delays.add(AT, Instant.ofEpochMilli(AT - 5));
        assertThat(delays.millis()).containsEntry("max", 0.0);
    }
}
