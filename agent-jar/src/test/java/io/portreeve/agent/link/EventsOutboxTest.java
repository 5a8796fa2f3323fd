package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.event.EventPosition;
import io.portreeve.agent.event.Happened;
import io.portreeve.agent.spool.Extent;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.protocol.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsOutboxTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final List<EventPosition> kept = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicLong nanos = new AtomicLong();
    private final Clock clock = clockOf(now);
    private final CloudClock cloudClock = new CloudClock(clock);

    @TempDir
    Path directory;

    private Spool spool;
    private EventsOutbox outbox;

    @BeforeEach
    void open() {
        SpoolBounds bounds = new SpoolBounds(16 << 20, Duration.ofHours(24), 100, 100_000);
        spool = Spool.open(directory.resolve("spool"), bounds, clock);
        outbox = new EventsOutbox(spool, new MessageCodec(), cloudClock, nanos::get, kept::add);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void firstGoesAtOnceAndTheOthersGatherUntilItIsAnswered() {
        outbox.add(event(1));
        EventsBatch first = outbox.next().orElseThrow();
        outbox.add(event(2));
        outbox.add(event(3));
        assertThat(outbox.next()).isEmpty();
        outbox.acknowledge(1);

        assertThat(first.events()).hasSize(1);
        assertThat(outbox.next().orElseThrow().events()).hasSize(2);
    }

    @Test
    void batchComesAgainUnchangedOnTheNextConnection() {
        outbox.add(event(1));
        EventsBatch first = outbox.next().orElseThrow();
        outbox.add(event(2));
        outbox.connected(0);
        assertThat(outbox.next()).contains(first);
    }

    @Test
    void batchThatWasStoredBeforeTheConnectionBrokeIsDone() {
        outbox.connected(0);
        outbox.add(event(1));
        outbox.next();
        outbox.connected(1);
        assertThat(outbox.next()).isEmpty();
    }

    @Test
    void positionIsKeptOnceAllBeforeItIsInTheSpool() {
        outbox.add(moved(5));
        outbox.add(event(6));
        outbox.add(moved(7));
        assertThat(kept).containsExactly(position(5), position(6), position(7));
        assertThat(outbox.next().orElseThrow().events()).hasSize(1);
    }

    @Test
    void whatIsNotAcknowledgedOutlivesTheProcess() {
        outbox.connected(0);
        outbox.add(event(1));
        outbox.add(event(2));
        EventsBatch before = outbox.next().orElseThrow();
        spool.close();
        open();
        outbox.connected(0);
        assertThat(outbox.next()).contains(before);
    }

    @Test
    void ofARefusedBatchAGapIsTold() {
        outbox.add(event(1));
        outbox.next();
        outbox.refuse(1, "event-too-old");

        EventsBatch next = outbox.next().orElseThrow();
        assertThat(next.sequence()).isEqualTo(2);
        assertThat(next.events()).isEmpty();
        assertThat(next.gaps())
                .extracting(EventGap::reason, EventGap::missed)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(EventGap.DROPPED, 1L));
        outbox.acknowledge(2);
        assertThat(outbox.next()).isEmpty();
    }

    @Test
    void gapThatIsRefusedTooIsLetGo() {
        outbox.add(event(1));
        outbox.next();
        outbox.refuse(1, "event-too-old");
        outbox.next();
        outbox.refuse(2, "event-too-old");
        assertThat(outbox.next()).isEmpty();
    }

    @Test
    void whatIsAheadOfTheCloudsClockWaitsAndIsSentAgain() {
        outbox.add(event(1));
        EventsBatch first = outbox.next().orElseThrow();
        outbox.refuse(1, "event-in-future");
        assertThat(outbox.next()).isEmpty();

        now.set(NOW.minus(Duration.ofDays(1)));
        nanos.set(Duration.ofMinutes(1).toNanos());
        now.set(NOW);
        EventsBatch again = outbox.next().orElseThrow();
        assertThat(again.sequence()).isEqualTo(2);
        assertThat(again.events()).isEqualTo(first.events());
    }

    @Test
    void whatAWrongClockStampedHoldsUpNothing() {
        long day = Duration.ofDays(1).toMillis();
        outbox.add(new Happened(List.of(engineEvent(day, "box")), List.of(), position(1)));
        Instant later = NOW.plusMillis(day);
        outbox.add(new Happened(List.of(), List.of(new EventGap(NOW, later, EventGap.FLOOD, "", 3)), position(2)));
        outbox.add(event(3));

        EventsBatch batch = outbox.next().orElseThrow();
        assertThat(batch.events()).extracting(EngineEvent::at).containsExactly(NOW, NOW.plusMillis(3));
        assertThat(batch.gaps()).containsExactly(new EventGap(NOW, NOW, EventGap.FLOOD, "", 3));
    }

    @Test
    void whileTheClockIsAheadEventsKeepTheirDistances() {
        Duration ahead = Duration.ofHours(3);
        cloudClock.welcomed(NOW.minus(ahead));
        outbox.add(event(-5_000));
        outbox.add(event(-2_000));
        assertThat(outbox.next().orElseThrow().events())
                .extracting(EngineEvent::at)
                .containsExactly(
                        NOW.minus(ahead).minusSeconds(5), NOW.minus(ahead).minusSeconds(2));
    }

    @Test
    void whileTheClockIsFarBehindEventsArriveAllTheSame() {
        cloudClock.welcomed(NOW.plus(Duration.ofDays(400)));
        outbox.add(event(-5_000));
        assertThat(outbox.next().orElseThrow().events())
                .extracting(EngineEvent::at)
                .containsExactly(NOW.plus(Duration.ofDays(400)).minusSeconds(5));
    }

    @Test
    void eventThatCannotBeReadIsToldAsAGap() {
        spool.add(SpoolStream.EVENTS, new Extent(NOW, NOW, 1), new byte[] {1, 2, 3});
        outbox.add(event(1));
        EventsBatch read = outbox.next().orElseThrow();
        assertThat(read.events()).hasSize(1);
        outbox.acknowledge(read.sequence());
        assertThat(outbox.next().orElseThrow().gaps())
                .extracting(EventGap::reason, EventGap::missed)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("events-refused", 1L));
    }

    @Test
    void batchHasNoMoreThanAllowedAndTheNextOneTheOthers() {
        IntStream.rangeClosed(1, Limits.EVENTS_PER_BATCH + 10).forEach(i -> outbox.add(event(i)));
        EventsBatch first = outbox.next().orElseThrow();
        assertThat(first.events()).hasSize(Limits.EVENTS_PER_BATCH);
        outbox.acknowledge(first.sequence());
        assertThat(outbox.next().orElseThrow().events()).hasSize(10);
    }

    @Test
    void whatTheSpoolGaveUpIsToldAsAGapThatSurvivesTheProcess() {
        spool.add(SpoolStream.METRICS, new Extent(NOW, NOW.plusSeconds(50), 6), new byte[] {1});
        spool.add(SpoolStream.METRICS, new Extent(NOW.plusSeconds(60), NOW.plusSeconds(110), 6), new byte[] {2});
        now.set(NOW.plus(Duration.ofHours(25)));
        spool.upkeep();
        outbox.connected(0);
        EventsBatch before = outbox.next().orElseThrow();
        assertThat(before.gaps()).containsExactly(new EventGap(NOW, NOW.plusSeconds(110), "readings-expired", "", 12));
        spool.close();
        open();
        outbox.connected(0);
        assertThat(outbox.next().orElseThrow().gaps()).isEqualTo(before.gaps());
    }

    @Test
    void whatIsOlderThanTheCloudTakesIsCountedInAGapThatItTakes() {
        long before = Limits.EVENT_PAST_TOLERANCE.plus(Duration.ofDays(1)).toMillis();
        outbox.add(new Happened(List.of(engineEvent(-before, "x")), List.of(), position(1)));
        outbox.add(event(2));
        EventsBatch batch = outbox.next().orElseThrow();
        assertThat(batch.events()).hasSize(1);
        assertThat(batch.gaps()).hasSize(1);
        assertThat(batch.gaps().get(0).missed()).isEqualTo(1);
        assertThat(batch.gaps().get(0).to()).isAfter(NOW.minus(Limits.EVENT_PAST_TOLERANCE));
    }

    @Test
    void largestBatchFitsIntoAFrame() {
        Random random = new Random(1);
        IntStream.rangeClosed(1, 400).forEach(i -> {
            StringBuilder text = new StringBuilder();
            random.ints(Limits.EVENT_TEXT_LENGTH, 0x800, 0xd000).forEach(text::appendCodePoint);
            outbox.add(new Happened(List.of(engineEvent(i, text.toString())), List.of(), position(i)));
        });
        byte[] message = new MessageCodec().encode(outbox.next().orElseThrow());
        assertThat(Frames.compress(message).length).isLessThan(Limits.FRAME_BYTES);
    }

    private static Happened event(int i) {
        return new Happened(List.of(engineEvent(i, "box")), List.of(), position(i));
    }

    private static Happened moved(int i) {
        return new Happened(List.of(), List.of(), position(i));
    }

    private static EventPosition position(int i) {
        return new EventPosition(i, Set.of());
    }

    private static EngineEvent engineEvent(long millis, String name) {
        return new EngineEvent(
                NOW.plusMillis(millis).toEpochMilli() * 1_000_000,
                "container.start",
                "a".repeat(64),
                name,
                "",
                "",
                "",
                Optional.empty(),
                Map.of());
    }

    private static Clock clockOf(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
