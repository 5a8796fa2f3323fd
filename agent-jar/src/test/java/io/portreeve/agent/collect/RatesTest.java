package io.portreeve.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.agent.host.Counters;
import io.portreeve.contract.sample.ContainerSample;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long LIMIT = 1L << 40;
    private static final OptionalLong HOST_MEMORY = OptionalLong.of(1 << 30);

    @Test
    void ratesAreMeansOverTheTimeBetween() {
        ContainerSample sample = Rates.between(
                counters(0, 100 * SECOND, 100, 10, 1000),
                counters(10 * SECOND, 105 * SECOND, 200, 35, 6000),
                3,
                HOST_MEMORY);
        assertThat(sample.container()).isEqualTo(3);
        assertThat(sample.cpuCores()).isCloseTo(0.5, within(1e-9));
        assertThat(sample.cpuThrottledRatio()).isCloseTo(0.25, within(1e-9));
        assertThat(sample.networkReceivedBytesPerSecond()).isCloseTo(500, within(1e-9));
        assertThat(sample.memoryLimitBytes()).isEqualTo(0x1p30);
    }

    @Test
    void counterThatWentBackwardsIsNoRate() {
        ContainerSample sample = Rates.between(
                counters(0, 100 * SECOND, 100, 10, 6000), counters(10 * SECOND, SECOND, 110, 10, 1000), 3, HOST_MEMORY);
        assertThat(sample.cpuCores()).isNaN();
        assertThat(sample.networkReceivedBytesPerSecond()).isNaN();
        assertThat(sample.cpuThrottledRatio()).isZero();
    }

    @Test
    void containerWithoutAProcessorLimitIsNotThrottledOrUnthrottled() {
        ContainerSample sample =
                Rates.between(counters(0, 1, 0, 0, 1), counters(SECOND, 2, 0, 0, 1), 3, OptionalLong.empty());
        assertThat(sample.cpuThrottledRatio()).isNaN();
        assertThat(sample.memoryLimitBytes()).isEqualTo(0x1p40);
    }

    @Test
    void idleContainerWithALimitIsNotThrottled() {
        ContainerSample sample = Rates.between(counters(0, 1, 5, 5, 1), counters(SECOND, 2, 5, 5, 1), 3, HOST_MEMORY);
        assertThat(sample.cpuThrottledRatio()).isZero();
    }

    @Test
    void twoReadingsAtOneMomentMakeNoRate() {
        ContainerSample sample = Rates.between(counters(5, 1, 0, 0, 1), counters(5, 9, 0, 0, 9), 3, HOST_MEMORY);
        assertThat(sample.cpuCores()).isNaN();
    }

    private static Counters counters(long nanos, long cpu, long periods, long throttled, long network) {
        return new Counters(
                nanos,
                OptionalLong.of(cpu),
                OptionalLong.of(periods),
                OptionalLong.of(throttled),
                OptionalLong.of(1024),
                OptionalLong.of(LIMIT),
                OptionalLong.of(network),
                OptionalLong.of(network),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(1));
    }
}
