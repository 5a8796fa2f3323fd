package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.config.IntervalBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<Duration> told = new ArrayList<>();

    @Test
    void cloudsWishIsBoundedByTheOwners() {
        Pace pace = new Pace(new IntervalBounds(SECOND.multipliedBy(5), MINUTE), told::add);
        pace.wanted(SECOND);
        pace.wanted(SECOND.multipliedBy(10));
        pace.wanted(MINUTE.multipliedBy(4));
        assertThat(told).containsExactly(SECOND.multipliedBy(5), SECOND.multipliedBy(10), MINUTE);
    }

    @Test
    void wishIsRememberedWhenTheBoundsChange() {
        Pace pace = new Pace(new IntervalBounds(SECOND.multipliedBy(5), MINUTE), told::add);
        pace.wanted(SECOND);
        pace.bounds(new IntervalBounds(MINUTE, MINUTE));
        pace.bounds(new IntervalBounds(SECOND, MINUTE));
        assertThat(told).containsExactly(SECOND.multipliedBy(5), MINUTE, SECOND);
    }

    @Test
    void ownersBoundsHoldBeforeTheCloudSaysAnything() {
        Pace pace = new Pace(new IntervalBounds(MINUTE, MINUTE), told::add);
        pace.begin();
        assertThat(told).containsExactly(MINUTE);
    }

    @Test
    void boundsThatContradictAreRefused() {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> new IntervalBounds(MINUTE, SECOND));
    }
}
