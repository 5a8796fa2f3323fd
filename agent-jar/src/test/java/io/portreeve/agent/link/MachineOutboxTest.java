package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.HostSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MachineOutboxTest {
    private final MachineOutbox outbox = new MachineOutbox(100);

    @Test
    void nothingGoesToACloudThatDoesNotUnderstandIt() {
        outbox.connected(0, false);
        outbox.add(sample(1));
        assertThat(outbox.next()).isEmpty();
        outbox.connected(0, true);
        assertThat(outbox.next()).isPresent();
    }

    @Test
    void batchComesAgainUnchangedUntilItIsAcknowledged() {
        outbox.connected(4, true);
        outbox.add(sample(1));
        HostMetrics first = outbox.next().orElseThrow();
        outbox.add(sample(2));
        assertThat(outbox.next()).isEmpty();
        outbox.connected(4, true);
        assertThat(outbox.next()).contains(first);
        assertThat(first.sequence()).isEqualTo(5);
        outbox.acknowledge(5);
        assertThat(outbox.next().orElseThrow().samples()).containsExactly(sample(2));
    }

    @Test
    void oldestAreDroppedBeyondTheBoundAndBatchesAreNoLargerThanAllowed() {
        outbox.connected(0, true);
        IntStream.rangeClosed(1, 130).forEach(i -> outbox.add(sample(i)));
        HostMetrics first = outbox.next().orElseThrow();
        assertThat(first.samples()).hasSize(Limits.HOST_SAMPLES_PER_BATCH).startsWith(sample(31));
        outbox.acknowledge(1);
        assertThat(outbox.next().orElseThrow().samples()).hasSize(40);
    }

    static HostSample sample(int minute) {
        return new HostSample(
                Instant.ofEpochSecond(minute * 60L),
                Duration.ofSeconds(60),
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                List.of());
    }
}
