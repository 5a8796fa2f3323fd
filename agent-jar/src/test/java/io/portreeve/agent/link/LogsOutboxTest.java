package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.logs.FilledShelf;
import io.portreeve.agent.logs.LogPosition;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.LogsBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogsOutboxTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ONE = "1".repeat(64);

    private final FilledShelf shelf = new FilledShelf();
    private final List<Map<String, LogPosition>> stored = new ArrayList<>();
    private final List<Roster.Entry> departed = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final CloudClock clock = new CloudClock(Clock.fixed(NOW, ZoneOffset.UTC));
    private final LogsOutbox outbox = new LogsOutbox(shelf.shelf(), clock, () -> departed, nanos::get, stored::add);

    @BeforeEach
    void connect() {
        outbox.connected(0, true);
        outbox.declared(Set.of(ONE));
    }

    @Test
    void positionIsKeptOnceTheCloudHasTheLines() {
        shelf.fill(ONE, NOW, 1, 30);
        LogsBatch batch = outbox.next().orElseThrow();
        assertThat(batch.containers().get(0).lines())
                .extracting(LogLine::number)
                .startsWith(1L, 2L);
        assertThat(batch.containers().get(0).through()).isEqualTo(30);
        assertThat(outbox.next()).isEmpty();
        assertThat(stored).isEmpty();
        outbox.acknowledge(batch.sequence());
        assertThat(stored).containsExactly(Map.of(ONE, FilledShelf.position(NOW, 30)));
    }

    @Test
    void batchComesAgainUnchangedOnTheNextConnection() {
        shelf.fill(ONE, NOW, 1, 30);
        LogsBatch first = outbox.next().orElseThrow();
        outbox.connected(0, true);
        assertThat(outbox.next()).contains(first);
    }

    @Test
    void numbersGoOnWhereTheCloudIs() {
        outbox.connected(41, true);
        shelf.fill(ONE, NOW, 1, 30);
        assertThat(outbox.next().orElseThrow().sequence()).isEqualTo(42);
    }

    @Test
    void cloudThatDoesNotUnderstandGetsNone() {
        shelf.fill(ONE, NOW, 1, 30);
        outbox.connected(0, false);
        assertThat(outbox.next()).isEmpty();
    }

    @Test
    void linesOfAnUndeclaredContainerWait() {
        shelf.fill("2".repeat(64), NOW, 1, 30);
        assertThat(outbox.next()).isEmpty();
        outbox.declared(Set.of("2".repeat(64)));
        assertThat(outbox.next()).isPresent();
    }

    @Test
    void ofWhatIsRefusedAGapIsToldAndIfThatIsRefusedNothing() {
        shelf.fill(ONE, NOW.minusSeconds(60), 1, 30);
        LogsBatch batch = outbox.next().orElseThrow();
        outbox.refuse(batch.sequence(), "log-too-old");
        LogsBatch gap = outbox.next().orElseThrow();
        assertThat(gap.sequence()).isEqualTo(batch.sequence() + 1);
        assertThat(gap.containers().get(0).lines()).isEmpty();
        assertThat(gap.containers().get(0).gaps())
                .containsExactly(new LogGap(30, NOW.minusSeconds(60), NOW, LogGap.REFUSED, 30));
        outbox.refuse(gap.sequence(), "unknown-container");
        assertThat(outbox.next()).isEmpty();
        assertThat(stored).hasSize(1);
    }

    @Test
    void whatIsAheadOfTheCloudsClockWaits() {
        shelf.fill(ONE, NOW, 1, 30);
        LogsBatch batch = outbox.next().orElseThrow();
        outbox.refuse(batch.sequence(), "log-in-future");
        assertThat(outbox.next()).isEmpty();
        assertThat(outbox.inFlight()).isZero();
        assertThat(stored).isEmpty();

        nanos.set(Duration.ofMinutes(1).toNanos());
        assertThat(outbox.next().orElseThrow().containers()).isEqualTo(batch.containers());
    }

    @Test
    void whatAWrongClockStampedHoldsUpNothing() {
        shelf.fill(ONE, NOW.plus(Duration.ofDays(300)), 1, 2);
        shelf.fill(ONE, NOW, 3, 30);
        assertThat(outbox.next().orElseThrow().containers().get(0).lines())
                .extracting(LogLine::timeNanos)
                .containsOnly(FilledShelf.position(NOW, 1).timeNanos());
    }

    @Test
    void refusedLinesComeAtOnceByWhatIsKnownOfTheCloudsClockThen() {
        Duration ahead = Duration.ofHours(2);
        shelf.fill(ONE, NOW.minusSeconds(9), 1, 30);
        LogsBatch batch = outbox.next().orElseThrow();
        clock.welcomed(NOW.minus(ahead));
        outbox.refuse(batch.sequence(), "log-in-future");
        assertThat(outbox.next().orElseThrow().containers().get(0).lines())
                .extracting(LogLine::timeNanos)
                .containsOnly(FilledShelf.position(NOW.minus(ahead).minusSeconds(9), 1)
                        .timeNanos());
    }

    @Test
    void containerThatIsGoneBeforeTheCloudKnewItIsToBeDeclared() {
        departed.addAll(Readings.roster(1, 2).entries());
        String first = departed.get(0).container().id();
        assertThat(outbox.undeclared()).hasSize(2);
        outbox.declared(Set.of(first));
        assertThat(outbox.undeclared()).hasSize(1).doesNotContainKey(first);
    }

    @Test
    void batchFitsIntoAFrame() {
        shelf.fill(ONE, NOW, 1, 120);
        LogsBatch batch = outbox.next().orElseThrow();
        assertThat(batch.containers().get(0).lines()).hasSizeLessThan(120);
        outbox.acknowledge(batch.sequence());
        assertThat(outbox.next()
                        .orElseThrow()
                        .containers()
                        .get(0)
                        .lines()
                        .get(0)
                        .number())
                .isEqualTo(batch.containers().get(0).through() + 1);
    }
}
