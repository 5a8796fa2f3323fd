package io.portreeve.cloud.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00.123456789Z");

    @Test
    void oneOccurrenceHasOneId() {
        assertThat(EventId.of(AT, "host", "container.die", "a"))
                .isEqualTo(EventId.of(AT, "host", "container.die", "a"));
        assertThat(EventId.of(AT, "host", "container.die", "a"))
                .isNotEqualTo(EventId.of(AT, "host", "container.die", "b"))
                .isNotEqualTo(EventId.of(AT, "other", "container.die", "a"))
                .isNotEqualTo(EventId.of(AT.plusNanos(1), "host", "container.die", "a"));
    }

    @Test
    void itIsAUuidOfVersion8() {
        assertThat(EventId.of(AT, "host").value().version()).isEqualTo(8);
        assertThat(EventId.of(AT, "host").value().variant()).isEqualTo(2);
    }

    @Test
    void textsOrderByTimeToTheNanosecond() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            Instant earlier = Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000));
            Instant later = earlier.plusNanos(1 + random.nextInt(100));
            assertThat(EventId.of(earlier, "x").toString())
                    .isLessThan(EventId.of(later, "y").toString());
        }
    }

    @Test
    void boundLiesBeforeEveryEventOfItsMoment() {
        String bound = EventId.atOrAfter(AT).toString();
        for (int i = 0; i < 100; i++) {
            assertThat(EventId.of(AT, "event " + i).toString()).isGreaterThan(bound);
            assertThat(EventId.of(AT.minusNanos(1), "event " + i).toString()).isLessThan(bound);
        }
    }

    @Test
    void momentsBeyondWhatFitsAreItsBounds() {
        assertThat(EventId.atOrAfter(Instant.MIN)).isEqualTo(EventId.atOrAfter(Instant.EPOCH));
        assertThat(EventId.atOrAfter(Instant.MAX)).isEqualTo(EventId.atOrAfter(Instant.parse("9999-12-31T00:00:00Z")));
    }
}
