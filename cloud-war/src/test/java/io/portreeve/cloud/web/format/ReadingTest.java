package io.portreeve.cloud.web.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingTest {
    @Test
    void meterIsNeverOverfull() {
        assertThat(new Reading("id", "cpuCores", "cores", 9.0, 8.0).filled()).isEqualTo(8.0);
    }

    @Test
    void withoutABoundThereIsNoMeter() {
        Reading unbounded = new Reading("id", "pids", "count", 9.0, null);
        assertThat(unbounded.bounded()).isFalse();
        assertThat(unbounded.share()).isEmpty();
    }

    @Test
    void unknownValueLeavesTheMeterEmpty() {
        Reading unknown = new Reading("id", "cpuCores", "cores", null, 8.0);
        assertThat(unknown.filled()).isZero();
        assertThat(unknown.text()).isEqualTo("–");
    }

    @Test
    void shareIsInWholePercent() {
        assertThat(new Reading("id", "cpuCores", "cores", 2.345, 8.0).share()).isEqualTo("29 %");
    }
}
