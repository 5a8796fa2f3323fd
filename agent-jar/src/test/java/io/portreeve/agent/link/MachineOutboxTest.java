package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.HostSample;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineOutboxTest {
    @TempDir
    Path directory;

    private Spool spool;
    private MachineOutbox outbox;

    @BeforeEach
    void open() {
        SpoolBounds bounds = new SpoolBounds(16 << 20, Duration.ofHours(24), 100, 100_000);
        spool = Spool.open(directory.resolve("spool"), bounds, Clock.systemUTC());
        outbox = new MachineOutbox(spool, new MessageCodec());
    }

    @AfterEach
    void close() {
        spool.close();
    }

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
    void batchesAreNoLargerThanAllowedAndLeaveNothingOut() {
        outbox.connected(0, true);
        IntStream.rangeClosed(1, 130).forEach(i -> outbox.add(sample(i)));
        HostMetrics first = outbox.next().orElseThrow();
        assertThat(first.samples()).hasSize(Limits.HOST_SAMPLES_PER_BATCH).startsWith(sample(1));
        outbox.acknowledge(first.sequence());
        HostMetrics second = outbox.next().orElseThrow();
        outbox.acknowledge(second.sequence());
        assertThat(outbox.next().orElseThrow().samples()).hasSize(10).endsWith(sample(130));
    }

    @Test
    void whatIsNotAcknowledgedOutlivesTheProcess() {
        outbox.connected(0, true);
        outbox.add(sample(1));
        HostMetrics before = outbox.next().orElseThrow();
        spool.close();
        open();
        outbox.connected(0, true);
        assertThat(outbox.next()).contains(before);
    }

    @Test
    void refusedBatchIsLostAndTheOthersGoOn() {
        outbox.connected(0, true);
        outbox.add(sample(1));
        outbox.next();
        outbox.add(sample(2));
        outbox.refuse(1);
        assertThat(outbox.next().orElseThrow().samples()).containsExactly(sample(2));
        assertThat(spool.status().lost()).isEqualTo(1);
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
