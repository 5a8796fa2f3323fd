package io.portreeve.cloud.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {
    @Test
    void zoneIsFoundByItsNameAndAsABrowserEncodesIt() {
        assertThat(TimeZones.named("Europe/Berlin")).contains(ZoneId.of("Europe/Berlin"));
        assertThat(TimeZones.encoded("America%2FArgentina%2FUshuaia")).contains(ZoneId.of("America/Argentina/Ushuaia"));
        assertThat(TimeZones.named(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Europe/Atlantis", "%", "%zz", "<script>", "UTC+99"})
    void whatNamesNoZoneIsNone(String name) {
        assertThat(TimeZones.encoded(name)).isEmpty();
        assertThat(TimeZones.encoded(name.repeat(100))).isEmpty();
    }
}
