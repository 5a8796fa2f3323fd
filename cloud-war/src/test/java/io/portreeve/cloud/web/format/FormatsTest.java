package io.portreeve.cloud.web.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource({
        "cores, 0, 0.00",
        "cores, 0.0123, 0.012",
        "cores, 2.5, 2.50",
        "bytes, 0, 0 B",
        "bytes, 1023, 1023 B",
        "bytes, 1024, 1.00 KiB",
        "bytes, 1048575, 1.00 MiB",
        "bytes, 34359738368, 32.0 GiB",
        "rate, 1536, 1.50 KiB/s",
        "percent, 0.1234, 12.3 %",
        "percent, 0, 0 %",
        "count, 12, 12",
        "count, 12.25, 12.3"
    })
    void valuesAreShownInTheirUnit(String unit, double value, String shown) {
        assertThat(Formats.show(unit, value)).isEqualTo(shown);
    }

    @Test
    void whatIsNotKnownIsADash() {
        assertThat(Formats.show("cores", null)).isEqualTo("–");
        assertThat(Formats.show("bytes", Double.NaN)).isEqualTo("–");
    }

    @Test
    void unknownUnitIsAMistake() {
        assertThatThrownBy(() -> Formats.show("furlongs", 1.0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"bytes, 34359738368, 32 GiB", "bytes, 1610612736, 1.50 GiB", "cores, 8, 8", "percent, 0.25, 25 %"})
    void roundBoundsEndWithoutZeros(String unit, double value, String shown) {
        assertThat(Formats.round(unit, value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"PT59S, 59 s", "PT5M59S, 5 min", "PT3H2M, 3 h 2 min", "PT100H, 4 d 4 h", "-PT5S, 0 s"})
    void durationsHaveTheirTwoLargestUnits(Duration duration, String shown) {
        assertThat(Formats.duration(duration)).isEqualTo(shown);
    }

    @Test
    void absoluteTimesAreOnA24HourClockOfTheZone() {
        assertThat(Formats.absolute(Instant.parse("2026-07-01T20:05:09Z"), ZoneId.of("Europe/Berlin")))
                .isEqualTo("1 Jul 2026, 22:05:09 CEST");
    }

    @Test
    void digestsAreShortenedWithoutTheirAlgorithm() {
        assertThat(Formats.shortDigest("sha256:0123456789abcdef")).isEqualTo("0123456789ab");
        assertThat(Formats.shortDigest("abc")).isEqualTo("abc");
    }

    @Test
    void textsAreFilled() {
        assertThat(Formats.fill3("{0}–{1} of {2}", 1, 50, 99)).isEqualTo("1–50 of 99");
    }
}
