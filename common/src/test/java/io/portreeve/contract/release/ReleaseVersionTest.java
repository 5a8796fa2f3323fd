package io.portreeve.contract.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseVersionTest {
    @Test
    void versionsFollowTheirNumbersAndNotTheirLetters() {
        List<ReleaseVersion> sorted = Stream.of(
                        "0.1.0-SNAPSHOT",
                        "0.1.0",
                        "0.1.1",
                        "0.9",
                        "0.10-2",
                        "0.10-10",
                        "0.10-rc.1",
                        "0.10-rc.2",
                        "0.10",
                        "0.10.0.1",
                        "1")
                .map(ReleaseVersion::new)
                .toList();
        List<ReleaseVersion> shuffled = new java.util.ArrayList<>(sorted);
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(sorted);
    }

    @Test
    void whatIsWrittenOtherwiseMayBeNoLater() {
        assertThat(new ReleaseVersion("1.2").isAfter(new ReleaseVersion("1.2.0")))
                .isFalse();
        assertThat(new ReleaseVersion("1.2.0").isAfter(new ReleaseVersion("1.2")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.", "v1", "1.2.3.4.5", "1234567", "1-", "1 ", "1\n", "1.2-a b", "-1", "1-aaaaaaaaaaaaaaaaa"
            })
    void whatIsNoVersionIsRefused(String text) {
        assertThatThrownBy(() -> new ReleaseVersion(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
