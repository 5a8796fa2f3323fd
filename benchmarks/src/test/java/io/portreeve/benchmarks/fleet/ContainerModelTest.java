package io.portreeve.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ContainerModelTest {
    private static final Instant BEGAN = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void theSameTickGivesTheSameSample() {
        assertThat(new ContainerModel(7, 0).sample(12)).isEqualTo(new ContainerModel(7, 0).sample(12));
        assertThat(new ContainerModel(7, 0).sample(12)).isNotEqualTo(new ContainerModel(7, 0).sample(13));
        assertThat(new ContainerModel(7, 0).sample(12)).isNotEqualTo(new ContainerModel(8, 0).sample(12));
    }

    @Test
    void theFirstSampleAfterARestartHasNoRates() {
        ContainerModel container = new ContainerModel(7, 0);
        long restart = LongStream.range(1, 100_000)
                .filter(container::restartsAt)
                .findFirst()
                .orElseThrow();

        ContainerSample sample = container.sample(restart);

        assertThat(sample.value(Metric.CPU_CORES)).isNaN();
        assertThat(sample.value(Metric.NETWORK_SENT_BYTES_PER_SECOND)).isNaN();
        assertThat(sample.value(Metric.MEMORY_BYTES)).isPositive();
        assertThat(container.sample(restart - 1).value(Metric.CPU_CORES)).isPositive();
        assertThat(container.restarts(restart)).isEqualTo(container.restarts(restart - 1) + 1);
        assertThat(container.facts(restart, BEGAN, 10_000).startedAt()).contains(BEGAN.plusSeconds(10 * restart));
    }

    @Test
    void whatIsCheckedAgainstTheDatabaseIsWhatIsSent() {
        ContainerModel container = new ContainerModel(7, 0);

        assertThat(LongStream.range(0, 50)
                        .filter(tick -> container.sample(tick).value(Metric.PIDS) != container.pids(tick)))
                .isEmpty();
    }

    @Test
    void aFewOfManyContainersAreRestartedOften() {
        long restless = IntStream.range(0, 1_000)
                .mapToObj(number -> new ContainerModel(Chance.of(1, number), number))
                .filter(container -> container.restarts(1_000) > 3)
                .count();

        assertThat(restless).isBetween(5L, 60L);
    }
}
