package io.portreeve.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.agent.usage.Counter;
import io.portreeve.agent.usage.Counters;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
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
        assertThat(sample.value(Metric.CPU_CORES)).isCloseTo(0.5, within(1e-9));
        assertThat(sample.value(Metric.CPU_THROTTLED_RATIO)).isCloseTo(0.25, within(1e-9));
        assertThat(sample.value(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND)).isCloseTo(500, within(1e-9));
        assertThat(sample.value(Metric.MEMORY_LIMIT_BYTES)).isEqualTo(0x1p30);
    }

    @Test
    void counterThatWentBackwardsIsNoRate() {
        ContainerSample sample = Rates.between(
                counters(0, 100 * SECOND, 100, 10, 6000), counters(10 * SECOND, SECOND, 110, 10, 1000), 3, HOST_MEMORY);
        assertThat(sample.value(Metric.CPU_CORES)).isNaN();
        assertThat(sample.value(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND)).isNaN();
        assertThat(sample.value(Metric.CPU_THROTTLED_RATIO)).isZero();
    }

    @Test
    void containerWithoutAProcessorLimitIsNotThrottledOrUnthrottled() {
        ContainerSample sample =
                Rates.between(counters(0, 1, 0, 0, 1), counters(SECOND, 2, 0, 0, 1), 3, OptionalLong.empty());
        assertThat(sample.value(Metric.CPU_THROTTLED_RATIO)).isNaN();
        assertThat(sample.value(Metric.MEMORY_LIMIT_BYTES)).isEqualTo(0x1p40);
    }

    @Test
    void idleContainerWithALimitIsNotThrottled() {
        ContainerSample sample = Rates.between(counters(0, 1, 5, 5, 1), counters(SECOND, 2, 5, 5, 1), 3, HOST_MEMORY);
        assertThat(sample.value(Metric.CPU_THROTTLED_RATIO)).isZero();
    }

    @Test
    void twoReadingsAtOneMomentMakeNoRate() {
        ContainerSample sample = Rates.between(counters(5, 1, 0, 0, 1), counters(5, 9, 0, 0, 9), 3, HOST_MEMORY);
        assertThat(sample.value(Metric.CPU_CORES)).isNaN();
    }

    @Test
    void partsOfProcessorTimeAndPressureAreRates() {
        Counters before = Counters.at(0)
                .put(Counter.CPU_USER_NANOS, 0)
                .put(Counter.CPU_LIMIT_NANOS, SECOND / 2)
                .put(Counter.CPU_PRESSURE_NANOS, 0)
                .put(Counter.NETWORK_DROPS, 5)
                .done();
        Counters now = Counters.at(10 * SECOND)
                .put(Counter.CPU_USER_NANOS, 2 * SECOND)
                .put(Counter.CPU_LIMIT_NANOS, SECOND / 2)
                .put(Counter.CPU_PRESSURE_NANOS, 11 * SECOND)
                .put(Counter.NETWORK_DROPS, 6)
                .put(Counter.MEMORY_RSS_BYTES, 7)
                .done();
        ContainerSample sample = Rates.between(before, now, 3, OptionalLong.empty());
        assertThat(sample.value(Metric.CPU_USER_CORES)).isCloseTo(0.2, within(1e-9));
        assertThat(sample.value(Metric.CPU_LIMIT_CORES)).isCloseTo(0.5, within(1e-9));
        assertThat(sample.value(Metric.CPU_PRESSURE_RATIO)).isEqualTo(1);
        assertThat(sample.value(Metric.NETWORK_DROPS_PER_SECOND)).isCloseTo(0.1, within(1e-9));
        assertThat(sample.value(Metric.MEMORY_RSS_BYTES)).isEqualTo(7);
        assertThat(sample.value(Metric.MEMORY_PRESSURE_RATIO)).isNaN();
        assertThat(sample.value(Metric.CPU_THROTTLED_CORES)).isNaN();
    }

    private static Counters counters(long nanos, long cpu, long periods, long throttled, long network) {
        return Counters.at(nanos)
                .put(Counter.CPU_NANOS, cpu)
                .put(Counter.CPU_PERIODS, periods)
                .put(Counter.CPU_THROTTLED_PERIODS, throttled)
                .put(Counter.MEMORY_BYTES, 1024)
                .put(Counter.MEMORY_LIMIT_BYTES, LIMIT)
                .put(Counter.NETWORK_RECEIVED_BYTES, network)
                .put(Counter.NETWORK_SENT_BYTES, network)
                .put(Counter.PIDS, 1)
                .done();
    }
}
