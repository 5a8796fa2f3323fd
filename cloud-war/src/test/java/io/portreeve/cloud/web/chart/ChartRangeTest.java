package io.portreeve.cloud.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChartRangeTest {
    private static final Duration LONG = Duration.ofDays(30);

    @Test
    void rangesHaveTheirWords() {
        assertThat(ChartRange.all())
                .extracting(ChartRange::word)
                .containsExactly("15m", "1h", "6h", "24h", "7d", "30d", "1y");
        assertThat(ChartRange.named("7d", LONG).seconds()).isEqualTo(604_800);
    }

    @Test
    void anythingElseIsAnHour() {
        assertThat(ChartRange.named(null, LONG)).isEqualTo(ChartRange.HOUR);
        assertThat(ChartRange.named("9y", LONG)).isEqualTo(ChartRange.HOUR);
    }

    @Test
    void whatIsNewIsShownFromNear() {
        assertThat(ChartRange.named(null, Duration.ofMinutes(3))).isEqualTo(ChartRange.FIFTEEN_MINUTES);
        assertThat(ChartRange.named("24h", Duration.ofMinutes(3))).isEqualTo(ChartRange.DAY);
    }
}
