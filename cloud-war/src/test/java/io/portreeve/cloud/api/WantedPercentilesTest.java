package io.portreeve.cloud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.cloud.platform.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedPercentilesTest {
    @Test
    void noneComeUnlessNamed() {
        assertThat(WantedPercentiles.of(null)).isEmpty();
    }

    @Test
    void namedOnesComeOnceAndInOrder() {
        assertThat(WantedPercentiles.of("p99, p50,p95,p50")).containsExactly(50, 95, 99);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "95", "p0", "p100", "p99.9", "p50,", "P50", "p1,p2,p3,p4,p5,p6"})
    void othersAreRefused(String names) {
        assertThatThrownBy(() -> WantedPercentiles.of(names)).isInstanceOf(ProblemException.class);
    }
}
