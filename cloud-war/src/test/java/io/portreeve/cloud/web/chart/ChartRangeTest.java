package io.portreeve.cloud.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChartRangeTest {
    @Test
    void rangesHaveTheirWords() {
        assertThat(ChartRange.all()).extracting(ChartRange::word).containsExactly("15m", "1h", "6h", "24h", "7d");
        assertThat(ChartRange.named("7d").seconds()).isEqualTo(604_800);
    }

    @Test
    void anythingElseIsAnHour() {
        assertThat(ChartRange.named(null)).isEqualTo(ChartRange.HOUR);
        assertThat(ChartRange.named("9y")).isEqualTo(ChartRange.HOUR);
    }
}
