package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.HostReading;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeekTest {
    private static final Instant BEGAN = Instant.parse("2026-11-18T12:00:00Z");
    private static final Duration PACE = Duration.ofMinutes(5);
    private static final int READINGS = (int) Duration.ofDays(7).dividedBy(PACE);
    private static final int AN_HOUR = (int) Duration.ofHours(1).dividedBy(PACE);
    private static final Duration KEPT = Duration.ofDays(3);
    private static final SpoolBounds BOUNDS = new SpoolBounds(1 << 20, KEPT, 1000, 20_000);
    private static final Roster FIFTY = Readings.roster(IntStream.range(0, 50).toArray());

    private static final class Passing extends Clock {
        private Instant now = BEGAN;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private final MessageCodec codec = new MessageCodec();
    private final Passing clock = new Passing();
    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path place;

    @Test
    void weekWithoutACloudArrivesOnceSaveWhatIsToldAsGaps() {
        try (Spool spool = Spool.open(place.resolve("spool"), BOUNDS, clock)) {
            Outbox outbox = new Outbox(
                    spool,
                    new Packer(codec),
                    new BatchRecord(codec),
                    new OpenMinute(Duration.ZERO),
                    new Backfill(clock, () -> nanos.addAndGet(1_000_000_000)));
            for (int reading = 0; reading < READINGS; reading++) {
                outbox.add(Readings.at(clock.now, FIFTY));
                clock.now = clock.now.plus(PACE);
                if (reading % AN_HOUR == 0) {
                    spool.upkeep();
                }
            }
            outbox.seal();
            spool.upkeep();
            outbox.connected(0, true);
            List<Instant> arrived = replay(outbox);
            List<EventGap> gaps = SpoolGaps.take(spool);

            assertThat(arrived).isSorted().doesNotHaveDuplicates();
            assertThat(arrived.get(0)).isBetween(clock.now.minus(KEPT).minus(PACE), clock.now.minus(KEPT.dividedBy(2)));
            assertThat(arrived).endsWith(clock.now.minus(PACE));
            assertThat(gaps)
                    .extracting(EventGap::reason)
                    .containsExactlyInAnyOrder("readings-thinned", "readings-expired");
            assertThat(gaps.stream().mapToLong(EventGap::missed).sum() + arrived.size())
                    .isEqualTo(READINGS);
            assertThat(spool.status().records()).isZero();
        }
    }

    private List<Instant> replay(Outbox outbox) {
        List<Instant> arrived = new ArrayList<>();
        Optional<Outbox.Pending> next = outbox.next();
        while (next.isPresent()) {
            outbox.sending(next.get());
            MetricsBatch batch =
                    (MetricsBatch) codec.decodeAgentMessage(Frames.decompress(outbox.frame(next.get(), Map.of())));
            assertThat(batch.containers()).hasSize(50);
            batch.readings().stream().map(HostReading::readAt).forEach(arrived::add);
            outbox.acknowledge(batch.sequence());
            next = outbox.next();
        }
        return arrived;
    }
}
