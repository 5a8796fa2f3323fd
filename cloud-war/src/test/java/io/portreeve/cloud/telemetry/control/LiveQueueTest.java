package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveQueueTest {
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    private final LiveQueue queue = new LiveQueue(2);

    @Test
    void newerValuesOfAHostTakeThePlaceOfOlderOnes() throws InterruptedException {
        queue.offer(reading(1, AT.plusSeconds(1)));
        queue.offer(reading(1, AT.plusSeconds(3)));
        queue.offer(reading(1, AT.plusSeconds(2)));
        assertThat(queue.take(10)).containsExactly(reading(1, AT.plusSeconds(3)));
    }

    @Test
    void whatIsReadOnlyForWhoWatchesTakesNoOthersPlace() throws InterruptedException {
        LiveReading all = reading(1, AT);
        LiveReading extra = new LiveReading(all.organization(), all.host(), all.reading(), true, all.numbers());
        queue.offer(all);
        queue.offer(extra);
        assertThat(queue.take(10)).containsExactly(all, extra);
    }

    @Test
    void whatComesBeyondTheBoundIsDropped() throws InterruptedException {
        queue.offer(reading(1, AT));
        queue.offer(reading(2, AT));
        queue.offer(reading(3, AT));
        queue.offer(reading(2, AT.plusSeconds(1)));
        assertThat(queue.take(10)).containsExactly(reading(1, AT), reading(2, AT.plusSeconds(1)));
    }

    @Test
    void noMoreIsTakenThanWasAskedFor() throws InterruptedException {
        queue.offer(reading(1, AT));
        queue.offer(reading(2, AT));
        assertThat(queue.take(1)).containsExactly(reading(1, AT));
        assertThat(queue.take(1)).containsExactly(reading(2, AT));
    }

    @Test
    void newestOfStoredAndToldIsShown() {
        ContainerId container = new ContainerId(new UUID(0, 9));
        ContainerId other = new ContainerId(new UUID(0, 8));
        HostId host = new HostId(new UUID(0, 1));
        LatestSample stored = new LatestSample(container, AT.plusSeconds(1), Map.of(Metric.PIDS, 1.0));
        List<LatestRow> rows = List.of(
                new LatestRow(container, host, Optional.of(stored)), new LatestRow(other, host, Optional.empty()));
        assertThat(LatestRow.newest(rows, Map.of(host, samples(1, AT)))).containsExactly(stored);
        assertThat(LatestRow.newest(rows, Map.of(host, samples(1, AT.plusSeconds(2)))))
                .extracting(LatestSample::at)
                .containsExactly(AT.plusSeconds(2));
        assertThat(LatestRow.newest(rows.subList(1, 2), Map.of(host, samples(1, AT))))
                .isEmpty();
    }

    @Test
    void furtherMetricsOfTheLastMinuteAreShownWithWhatIsToldWithout() {
        ContainerId container = new ContainerId(new UUID(0, 9));
        HostId host = new HostId(new UUID(0, 1));
        LatestSample stored = new LatestSample(
                container, AT, Map.of(Metric.PIDS, 1.0, Metric.CPU_CORES, 2.0, Metric.CPU_USER_CORES, 0.5));
        List<LatestRow> rows = List.of(new LatestRow(container, host, Optional.of(stored)));
        assertThat(LatestRow.newest(rows, Map.of(host, samples(1, AT.plusSeconds(60)))))
                .extracting(LatestSample::values)
                .containsExactly(Map.of(Metric.PIDS, 3.0, Metric.CPU_USER_CORES, 0.5));
        assertThat(LatestRow.newest(rows, Map.of(host, samples(1, AT.plusSeconds(180)))))
                .extracting(LatestSample::values)
                .containsExactly(Map.of(Metric.PIDS, 3.0));
    }

    private static LiveSamples samples(int host, Instant at) {
        return new LiveSamples(
                new OrganizationId(new UUID(0, 7)),
                new HostId(new UUID(0, host)),
                at,
                List.of(new LatestSample(new ContainerId(new UUID(0, 9)), at, Map.of(Metric.PIDS, 3.0))));
    }

    private static LiveReading reading(int host, Instant at) {
        return new LiveReading(
                new OrganizationId(new UUID(0, 7)),
                new HostId(new UUID(0, host)),
                new HostReading(at, Duration.ofSeconds(10), List.of()),
                Map.of());
    }
}
