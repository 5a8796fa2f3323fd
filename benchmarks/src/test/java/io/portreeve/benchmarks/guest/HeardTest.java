package io.portreeve.benchmarks.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeardTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final Heard heard = new Heard();

    @Test
    void sampleCostsWhatItTakesInBothStreams() {
        HostReading reading = new HostReading(NOW, Duration.ofSeconds(10), List.of(sample(0), sample(1)));
        heard.took(new LiveMetrics(reading), 60);
        heard.took(new MetricsBatch(1, NOW, Duration.ofSeconds(10), reading.samples()), 70);
        heard.took(new Heartbeat(NOW), 1000);
        assertThat(heard.sums().bytesPerSample()).isEqualTo(30 + 35);
        assertThat(heard.sums().otherBytes()).isEqualTo(1000);
    }

    @Test
    void whatWasHeardBeforeCanBeLeftOut() {
        heard.took(new Heartbeat(NOW), 10);
        Heard.Sums before = heard.sums();
        heard.took(new Heartbeat(NOW), 7);
        assertThat(heard.sums().since(before).otherBytes()).isEqualTo(7);
        assertThat(heard.sums().since(before).bytesPerSample()).isZero();
    }

    private static ContainerSample sample(int number) {
        return new ContainerSample(number, 0.5, Double.NaN, 1000, 2000, 1, 2, 3, 4, 5, 0.25);
    }
}
