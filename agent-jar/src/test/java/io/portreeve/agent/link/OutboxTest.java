package io.portreeve.agent.link;

import static io.portreeve.agent.link.Desk.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.spool.Extent;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.HostReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    Path place;

    private Desk desk;

    @AfterEach
    void close() {
        desk.close();
    }

    private void connect() {
        desk = new Desk(place.resolve("spool"));
        desk.outbox.connected(0, true);
    }

    @Test
    void oldestAreDroppedBeyondTheBytesOfMemoryWhileTheDiskRefuses() throws IOException {
        Files.createFile(place.resolve("spool"));
        connect();
        IntStream.range(0, 100).forEach(minute -> desk.add(60 * minute, 0, 1, 2));
        assertThat(desk.outbox.size()).isBetween(10, 60);
        assertThat(desk.outbox.dropped()).isEqualTo(99 - desk.outbox.size());
    }

    @Test
    void batchThatCannotBeReadIsCountedAndToldAsAGap() {
        connect();
        desk.spool.add(SpoolStream.METRICS, new Extent(MINUTE, MINUTE, 6), new byte[] {99});
        desk.add(10, 0);
        desk.outbox.seal();
        assertThat(desk.outbox.next()).isPresent();
        assertThat(desk.outbox.unreadable()).isEqualTo(1);
        assertThat(SpoolGaps.take(desk.spool))
                .extracting(EventGap::reason, EventGap::missed)
                .containsExactly(Tuple.tuple("readings-refused", 6L));
    }

    @Test
    void readingsThatStandStillAreNoBatchTogether() {
        connect();
        desk.add(10, 0);
        desk.add(10, 0);
        desk.add(9, 0);
        desk.outbox.seal();
        assertThat(desk.outbox.size()).isEqualTo(3);
    }

    @Test
    void minuteOfManyContainersIsCutWhereItsFrameWouldGrowTooLarge() {
        connect();
        int[] all = IntStream.range(0, Limits.CONTAINERS_PER_HOST).toArray();
        IntStream.range(0, 6).forEach(i -> desk.add(i * 9, all));
        assertThat(desk.outbox.size()).isEqualTo(2);
        DurableBatch first = desk.outbox.next().orElseThrow().batch();
        assertThat(first.frame()).hasSizeLessThan(Limits.FRAME_BYTES);
        MetricsBatch decoded = (MetricsBatch) new MessageCodec().decodeAgentMessage(Frames.decompress(first.frame()));
        assertThat(decoded.readings()).hasSize(2);
    }

    @Test
    void containerThatCameWithinTheMinuteIsInTheBatch() {
        connect();
        desk.add(0, 7);
        desk.add(10, 7, 9);
        assertThat(desk.outbox.named()).hasSize(2);
        desk.outbox.seal();
        assertThat(desk.outbox.next().orElseThrow().batch().containers())
                .extracting(container -> container.number())
                .containsExactly(7, 9);
        assertThat(desk.outbox.named()).hasSize(2);
    }

    @Test
    void minutesBeginWhereTheAgentsOwnOnesDo() {
        desk = new Desk(place.resolve("spool"), Duration.ofSeconds(15));
        desk.outbox.connected(0, true);
        desk.add(44, 0);
        desk.outbox.sealBefore(MINUTE.plusSeconds(44));
        assertThat(desk.outbox.size()).isZero();
        desk.add(45, 0);
        assertThat(desk.outbox.size()).isEqualTo(1);
        desk.outbox.sealBefore(MINUTE.plusSeconds(104));
        assertThat(desk.outbox.size()).isEqualTo(1);
        desk.outbox.sealBefore(MINUTE.plusSeconds(105));
        assertThat(desk.outbox.size()).isEqualTo(2);
    }

    @Test
    void batchKeepsItsNumberAndItsBytesWhenTheAgentIsKilled() {
        connect();
        IntStream.range(0, 6).forEach(i -> desk.add(9 * i, 3, 8));
        List<MetricsBatch> before = desk.send();
        desk.kill();
        desk.outbox.connected(0, true);
        assertThat(desk.send()).isEqualTo(before).hasSize(1);
    }

    @Test
    void readingsOfAMinuteThatWasNotOverSurviveThatTheAgentIsKilled() {
        connect();
        desk.add(0, 3);
        desk.add(10, 3, 8);
        desk.add(20, 8);
        desk.kill();
        desk.outbox.connected(0, true);
        desk.add(30, 8);
        desk.outbox.seal();
        MetricsBatch batch = desk.send().get(0);
        assertThat(batch.readings())
                .extracting(HostReading::readAt)
                .containsExactly(MINUTE, MINUTE.plusSeconds(10), MINUTE.plusSeconds(20), MINUTE.plusSeconds(30));
        assertThat(batch.containers()).hasSize(2);
        desk.kill();
        desk.outbox.seal();
        assertThat(desk.outbox.size()).isEqualTo(1);
    }

    @Test
    void readingsOfABatchThatIsStoredDoNotComeAgainWhenTheAgentIsKilled() {
        connect();
        desk.add(0, 3);
        desk.add(10, 3);
        desk.outbox.seal();
        desk.send();
        desk.outbox.acknowledge(1);
        desk.add(60, 3);
        desk.kill();
        desk.outbox.connected(1, true);
        desk.outbox.seal();
        assertThat(desk.send())
                .singleElement()
                .satisfies(batch -> assertThat(batch.readings())
                        .extracting(HostReading::readAt)
                        .containsExactly(MINUTE.plusSeconds(60)));
    }

    @Test
    void numbersOfContainersOfAnEarlierProcessAreTakenByNobodyElse() {
        connect();
        desk.add(0, 3);
        desk.outbox.seal();
        desk.restart();
        assertThat(desk.outbox.named().values())
                .extracting(ContainerFacts::number)
                .allMatch(number -> number > 1_000_000);
    }

    @Test
    void whatIsLateGoesInSmallPortions() {
        connect();
        IntStream.range(0, 20).forEach(minute -> desk.add(60 * (minute - 30), 0));
        desk.add(0, 0);
        assertThat(desk.send()).hasSize(4);
        assertThat(desk.send()).isEmpty();
        desk.outbox.acknowledge(4);
        assertThat(desk.send()).hasSize(4);
    }

    @Test
    void whatIsRefusedIsCountedAsLostAndOnlyThat() {
        connect();
        desk.add(0, 0);
        desk.add(60, 0);
        desk.outbox.seal();
        desk.send();
        desk.outbox.refuse(1);
        assertThat(desk.outbox.size()).isEqualTo(1);
        assertThat(desk.outbox.dropped()).isEqualTo(1);
    }
}
