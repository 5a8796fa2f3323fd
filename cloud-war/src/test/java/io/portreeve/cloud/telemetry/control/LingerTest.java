package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LingerTest {
    @Test
    void fewBatchesAreNotWaitedForLong() {
        assertThat(Linger.after(1, Linger.SHORT)).isEqualTo(Linger.SHORT);
        assertThat(Linger.after(29, Linger.SHORT)).isEqualTo(Linger.SHORT);
    }

    @Test
    void manyBatchesAreWorthALongWait() {
        assertThat(Linger.after(30, Linger.SHORT)).isEqualTo(Linger.LONG);
        assertThat(Linger.after(300, Linger.LONG)).isEqualTo(Linger.LONG);
    }

    @Test
    void waitIsShortAgainOnlyWhenHalfAsManyCome() {
        assertThat(Linger.after(100, Linger.LONG)).isEqualTo(Linger.LONG);
        assertThat(Linger.after(80, Linger.LONG)).isEqualTo(Linger.SHORT);
    }
}
