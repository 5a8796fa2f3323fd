package io.portreeve.cloud.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionTimesTest {
    @Test
    void longerOneOfEachIsTheLongest() {
        RetentionTimes longest = times(72, 48 * 2, 720, 4_320, 26_280).longest(RetentionTimes.DEFAULT);
        assertThat(longest).isEqualTo(times(72, 168, 720, 4_320, 26_280));
    }

    @Test
    void samplesThatMayStillComeAreNotLetGo() {
        assertThatIllegalArgumentException().isThrownBy(() -> times(27, 168, 720, 4_320, 26_280));
    }

    @Test
    void coarserIsKeptAtLeastAsLongAsFiner() {
        assertThatIllegalArgumentException().isThrownBy(() -> times(168, 100, 720, 4_320, 26_280));
        assertThatIllegalArgumentException().isThrownBy(() -> times(48, 168, 2_000, 1_000, 26_280));
    }

    @Test
    void nothingIsKeptForEver() {
        assertThatIllegalArgumentException().isThrownBy(() -> times(48, 168, 720, 4_320, 1_000_000));
    }

    @Test
    void partsOfAnHourAreNotKept() {
        RetentionTimes usual = RetentionTimes.DEFAULT;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionTimes(
                        usual.samples().plusMinutes(1),
                        usual.minutes(),
                        usual.fiveMinutes(),
                        usual.hours(),
                        usual.days()));
    }

    private static RetentionTimes times(long samples, long minutes, long fiveMinutes, long hours, long days) {
        return new RetentionTimes(
                Duration.ofHours(samples),
                Duration.ofHours(minutes),
                Duration.ofHours(fiveMinutes),
                Duration.ofHours(hours),
                Duration.ofHours(days));
    }
}
