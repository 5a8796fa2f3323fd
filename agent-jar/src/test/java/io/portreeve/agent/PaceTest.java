package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.config.IntervalBounds;
import io.portreeve.agent.link.Pacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<Duration> told = new ArrayList<>();
    private final List<Duration> leases = new ArrayList<>();
    private final Pacing reader = new Pacing() {
        @Override
        public void every(Duration interval) {
            told.add(interval);
        }

        @Override
        public void leased(Set<Integer> containers, Duration interval, Duration lasts) {
            assertThat(containers).containsExactly(7);
            leases.add(interval);
        }
    };

    @Test
    void cloudsWishIsBoundedByTheOwners() {
        Pace pace = new Pace(new IntervalBounds(SECOND.multipliedBy(5), MINUTE), reader);
        pace.every(SECOND);
        pace.every(SECOND.multipliedBy(10));
        pace.every(MINUTE.multipliedBy(4));
        assertThat(told).containsExactly(SECOND.multipliedBy(5), SECOND.multipliedBy(10), MINUTE);
    }

    @Test
    void wishIsRememberedWhenTheBoundsChange() {
        Pace pace = new Pace(new IntervalBounds(SECOND.multipliedBy(5), MINUTE), reader);
        pace.every(SECOND);
        pace.bounds(new IntervalBounds(MINUTE, MINUTE));
        pace.bounds(new IntervalBounds(SECOND, MINUTE));
        assertThat(told).containsExactly(SECOND.multipliedBy(5), MINUTE, SECOND);
    }

    @Test
    void ownersBoundsHoldBeforeTheCloudSaysAnything() {
        Pace pace = new Pace(new IntervalBounds(MINUTE, MINUTE), reader);
        pace.begin();
        assertThat(told).containsExactly(MINUTE);
    }

    @Test
    void boundsThatContradictAreRefused() {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> new IntervalBounds(MINUTE, SECOND));
    }

    @Test
    void leaseIsBoundedByTheOwnerToo() {
        Pace pace = new Pace(new IntervalBounds(SECOND.multipliedBy(5), MINUTE), reader);
        pace.leased(Set.of(7), SECOND, MINUTE);
        pace.bounds(new IntervalBounds(SECOND, MINUTE));
        pace.leased(Set.of(7), SECOND, MINUTE);
        assertThat(leases).containsExactly(SECOND.multipliedBy(5), SECOND);
    }
}
