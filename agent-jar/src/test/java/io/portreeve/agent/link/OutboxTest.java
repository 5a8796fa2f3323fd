package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.collect.Reading;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Instant MINUTE = Instant.parse("2026-11-25T12:00:00Z");
    private final MessageCodec codec = new MessageCodec();

    @Test
    void oldestAreDroppedBeyondTheBytes() {
        Outbox outbox = new Outbox(1_000, 20_000, new Packer(codec), new OpenMinute(Duration.ZERO));
        outbox.connected(0, true);
        IntStream.range(0, 100).forEach(minute -> outbox.add(reading(60 * minute, 0, 1, 2)));
        assertThat(outbox.size()).isBetween(10, 60);
        assertThat(outbox.dropped()).isEqualTo(99 - outbox.size());
    }

    @Test
    void readingsThatStandStillAreNoBatchTogether() {
        Outbox outbox = new Outbox(1_000, 1 << 20, new Packer(codec), new OpenMinute(Duration.ZERO));
        outbox.connected(0, true);
        outbox.add(reading(10, 0));
        outbox.add(reading(10, 0));
        outbox.add(reading(9, 0));
        outbox.seal();
        assertThat(outbox.size()).isEqualTo(3);
    }

    @Test
    void minuteOfManyContainersIsCutWhereItsFrameWouldGrowTooLarge() {
        Outbox outbox = new Outbox(1_000, 1 << 26, new Packer(codec), new OpenMinute(Duration.ZERO));
        outbox.connected(0, true);
        int[] all = IntStream.range(0, Limits.CONTAINERS_PER_HOST).toArray();
        IntStream.range(0, 6).forEach(i -> outbox.add(reading(i * 9, all)));
        assertThat(outbox.size()).isEqualTo(2);
        DurableBatch first = outbox.next().orElseThrow().batch();
        assertThat(first.frame()).hasSizeLessThan(Limits.FRAME_BYTES);
        MetricsBatch decoded = (MetricsBatch) codec.decodeAgentMessage(Frames.decompress(first.frame()));
        assertThat(decoded.readings()).hasSize(2);
    }

    @Test
    void containerThatCameWithinTheMinuteIsInTheBatch() {
        Outbox outbox = new Outbox(1_000, 1 << 20, new Packer(codec), new OpenMinute(Duration.ZERO));
        outbox.connected(0, true);
        outbox.add(reading(0, 7));
        outbox.add(reading(10, 7, 9));
        assertThat(outbox.named()).hasSize(2);
        outbox.seal();
        assertThat(outbox.next().orElseThrow().batch().containers())
                .extracting(container -> container.number())
                .containsExactly(7, 9);
        assertThat(outbox.named()).hasSize(2);
    }

    @Test
    void minutesBeginWhereTheAgentsOwnOnesDo() {
        Outbox outbox = new Outbox(1_000, 1 << 20, new Packer(codec), new OpenMinute(Duration.ofSeconds(15)));
        outbox.connected(0, true);
        outbox.add(reading(44, 0));
        outbox.sealBefore(MINUTE.plusSeconds(44));
        assertThat(outbox.size()).isZero();
        outbox.add(reading(45, 0));
        assertThat(outbox.size()).isEqualTo(1);
        outbox.sealBefore(MINUTE.plusSeconds(104));
        assertThat(outbox.size()).isEqualTo(1);
        outbox.sealBefore(MINUTE.plusSeconds(105));
        assertThat(outbox.size()).isEqualTo(2);
    }

    private static Reading reading(int second, int... containers) {
        return Readings.at(MINUTE.plusSeconds(second), Readings.roster(containers));
    }
}
