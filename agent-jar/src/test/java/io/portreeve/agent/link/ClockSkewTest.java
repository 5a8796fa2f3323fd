package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final long MILLISECOND = 1_000_000;

    private final ClockSkew skew = new ClockSkew();

    @Test
    void nothingIsKnownBeforeAnAnswer() {
        skew.asked(NOON, 0);
        assertThat(skew.told()).isEmpty();
    }

    @Test
    void halfOfTheRoundTripIsNoSkew() {
        ask(Duration.ofMillis(100), 200);
        assertThat(skew.told()).contains(Duration.ZERO);
    }

    @Test
    void clockAheadIsPositiveAndOneBehindNegative() {
        ask(Duration.ofSeconds(-3), 0);
        assertThat(skew.told()).contains(Duration.ofSeconds(3));
        ask(Duration.ofSeconds(3), 0);
        assertThat(skew.told()).contains(Duration.ofSeconds(-3));
    }

    @Test
    void smallChangeIsNotWorthTelling() {
        ask(Duration.ofSeconds(-3), 0);
        ask(Duration.ofMillis(-3400), 0);
        assertThat(skew.told()).contains(Duration.ofSeconds(3));
        ask(Duration.ofMillis(-3500), 0);
        assertThat(skew.told()).contains(Duration.ofMillis(3500));
    }

    @Test
    void answerThatWasLongOnItsWayOrBelongsToAnotherQuestionSaysNothing() {
        ask(Duration.ofSeconds(10), 6000);
        skew.asked(NOON, 0);
        skew.answered(NOON.minusSeconds(1), NOON, MILLISECOND);
        assertThat(skew.told()).isEmpty();
    }

    @Test
    void clockThatWasSetWhileThereWasNoConnectionIsNotAsItWas() {
        ask(Duration.ofHours(-1), 0);
        assertThat(skew.known()).isEqualTo(Duration.ofHours(1));
        skew.welcomed(NOON, NOON.plusSeconds(1));
        assertThat(skew.known()).isEqualTo(Duration.ZERO);
    }

    private void ask(Duration cloudLater, long roundTripMillis) {
        skew.asked(NOON, 0);
        skew.answered(NOON, NOON.plus(cloudLater), roundTripMillis * MILLISECOND);
    }
}
