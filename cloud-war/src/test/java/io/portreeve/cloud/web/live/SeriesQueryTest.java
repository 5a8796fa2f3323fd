package io.portreeve.cloud.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesQueryTest {
    private static final Instant NOW = Instant.ofEpochSecond(100_000);

    @Test
    void secondsReachBackFromNow() {
        assertThat(SeriesQuery.of(null, null, "3600", null, NOW))
                .contains(new SeriesQuery(NOW.minusSeconds(3_600), NOW, 360));
    }

    @Test
    void fromAndToAreMilliseconds() {
        assertThat(SeriesQuery.of("1000", "61000", null, "10", NOW))
                .contains(new SeriesQuery(Instant.ofEpochSecond(1), Instant.ofEpochSecond(61), 10));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "5,5,null,null",
                "9,5,null,null",
                "x,5,null,null",
                "null,null,null,null",
                "null,null,-3,null",
                "null,null,99999999999999999999,null",
                "null,null,9223372036854775807,null",
                "-9223372036854775808,5,null,null",
                "null,null,60,0",
                "null,null,60,2001",
                "null,null,99999999,null"
            },
            nullValues = "null")
    void whatIsNoStretchOfTimeIsRefused(String from, String to, String seconds, String points) {
        assertThat(SeriesQuery.of(from, to, seconds, points, NOW)).isEmpty();
    }
}
