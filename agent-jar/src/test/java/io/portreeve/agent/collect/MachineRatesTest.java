package io.portreeve.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portreeve.agent.host.MachineCounters;
import io.portreeve.agent.host.MachineCounters.ProcessorTicks;
import io.portreeve.contract.sample.HostSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MachineRatesTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void sharesAreOfAllProcessorsTimeAndRatesOfTheTimePassed() {
        HostSample sample = MachineRates.between(
                counters(0, new ProcessorTicks(100, 100, 100, 0, 100), 1_000),
                counters(10, new ProcessorTicks(150, 120, 110, 20, 200), 11_000),
                AT);
        assertThat(sample.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(sample.cpuUserRatio().orElseThrow()).isCloseTo(0.25, within(1e-9));
        assertThat(sample.cpuSystemRatio().orElseThrow()).isCloseTo(0.1, within(1e-9));
        assertThat(sample.cpuWaitRatio().orElseThrow()).isCloseTo(0.05, within(1e-9));
        assertThat(sample.cpuStolenRatio().orElseThrow()).isCloseTo(0.1, within(1e-9));
        assertThat(sample.networkReceivedBytesPerSecond()).hasValue(1_000);
        assertThat(sample.load1()).hasValue(0.5);
    }

    @Test
    void counterThatWentBackwardsIsANewBaseline() {
        HostSample sample = MachineRates.between(
                counters(0, new ProcessorTicks(100, 100, 100, 0, 100), 5_000),
                counters(10, new ProcessorTicks(150, 120, 90, 0, 200), 1_000),
                AT);
        assertThat(sample.networkReceivedBytesPerSecond()).isEmpty();
        assertThat(sample.cpuWaitRatio()).isEmpty();
        assertThat(sample.cpuUserRatio()).isPresent();
    }

    @Test
    void nothingPassedIsNoShareAndNoRate() {
        MachineCounters same = counters(0, new ProcessorTicks(1, 1, 1, 1, 1), 1_000);
        HostSample sample = MachineRates.between(same, same, AT);
        assertThat(sample.cpuUserRatio()).isEmpty();
        assertThat(sample.networkReceivedBytesPerSecond()).isEmpty();
    }

    private static MachineCounters counters(long second, ProcessorTicks ticks, long received) {
        return new MachineCounters(
                second * 1_000_000_000L,
                Optional.of(ticks),
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(received),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of());
    }
}
