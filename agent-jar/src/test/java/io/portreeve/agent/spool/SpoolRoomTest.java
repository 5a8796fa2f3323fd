package io.portreeve.agent.spool;

import static io.portreeve.agent.spool.SpoolStream.EVENTS;
import static io.portreeve.agent.spool.SpoolStream.METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolRoomTest {
    private static final long BYTES = 1 << 20;
    private static final SpoolBounds BOUNDS = new SpoolBounds(BYTES, Duration.ofHours(24), 10, 10_000);
    private static final int PAYLOAD = 2000;

    @TempDir
    Path place;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(place.resolve("spool"), BOUNDS);
    }

    @Test
    void oldestReadingsAreThinnedBeforeAnyStretchIsDropped() {
        Instant first = bench.clock.instant();
        fill(1200);
        List<Spooled> left = bench.waiting(METRICS);
        assertThat(bench.gaps()).allMatch(gap -> gap.reason() == GapReason.THINNED);
        assertThat(left.get(0).extent().from()).isEqualTo(first);
        Duration oldest = longestSilence(left.subList(0, 20));
        Duration newest = longestSilence(left.subList(left.size() - 20, left.size()));
        assertThat(oldest).isGreaterThan(newest.multipliedBy(2));
        assertThat(newest).isEqualTo(Bench.PACE);
        assertThat(longestSilence(left)).isLessThanOrEqualTo(Bench.PACE.multipliedBy(70));
    }

    @Test
    void neverMoreThanTheBoundIsOnDisk() {
        for (int i = 0; i < 3000; i++) {
            bench.add(METRICS, Bench.payload(i, PAYLOAD));
            assertThat(bench.spool.status().bytes()).isLessThanOrEqualTo(BYTES);
        }
        assertThat(files()).isLessThanOrEqualTo(BYTES);
    }

    @Test
    void everyRecordIsThereOrTold() {
        fill(6000);
        assertThat(bench.waiting(METRICS).size() + lost(METRICS)).isEqualTo(6000);
        bench.kill();
        assertThat(bench.waiting(METRICS).size() + lost(METRICS)).isEqualTo(6000);
        assertThat(bench.gaps()).anyMatch(gap -> gap.reason() == GapReason.DROPPED_FULL);
    }

    @Test
    void eventsAreDroppedLast() {
        for (int i = 0; i < 100; i++) {
            bench.add(EVENTS, Bench.payload(i, 100));
        }
        fill(6000);
        assertThat(bench.waiting(EVENTS)).hasSize(100);
        for (int i = 0; i < 2000; i++) {
            bench.add(EVENTS, Bench.payload(i, 1000));
        }
        assertThat(bench.waiting(EVENTS).size() + lost(EVENTS)).isEqualTo(2100);
        assertThat(bench.waiting(METRICS)).isEmpty();
        assertThat(lost(METRICS)).isEqualTo(6000);
        assertThat(bench.spool.status().bytes()).isLessThanOrEqualTo(BYTES);
    }

    @Test
    void recordThatCanNeverFitIsTold() {
        bench.add(METRICS, Bench.payload(1, (int) BYTES));
        bench.add(METRICS, "small");
        assertThat(bench.texts(METRICS)).containsExactly("small");
        assertThat(lost(METRICS)).isEqualTo(1);
    }

    @Test
    void diskThatIsFullDegradesToMemoryAndRecovers() {
        bench.add(METRICS, "before");
        bench.disk.fullAfter(30);
        bench.add(METRICS, "during");
        assertThat(bench.spool.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("No space left"));
        bench.spool.upkeep();
        assertThat(bench.spool.status().problem()).isPresent();
        assertThat(bench.texts(METRICS)).containsExactly("before", "during");
        bench.disk.hasRoom();
        bench.spool.upkeep();
        assertThat(bench.spool.status().problem()).isEmpty();
        assertThat(bench.spool.status().held()).isZero();
        bench.add(METRICS, "after");
        bench.kill();
        assertThat(bench.texts(METRICS)).containsExactly("before", "during", "after");
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void memoryIsBoundedTooAndItsLossesAreToldOnceTheDiskTakesThem() {
        bench.disk.fullAfter(0);
        for (int i = 0; i < 25; i++) {
            bench.add(METRICS, "reading " + i);
        }
        bench.add(EVENTS, "event");
        assertThat(bench.spool.status().held()).isEqualTo(10);
        bench.disk.hasRoom();
        bench.spool.upkeep();
        bench.kill();
        assertThat(bench.texts(METRICS)).hasSize(9).last().isEqualTo("reading 24");
        assertThat(bench.texts(EVENTS)).containsExactly("event");
        assertThat(bench.gaps()).singleElement().matches(gap -> gap.records() == 16);
    }

    @Test
    void diskThatRefusesAtTheStartIsUsedOnceItCan() throws IOException {
        bench.spool.close();
        Path file = Files.writeString(place.resolve("in the way"), "");
        Bench hindered = new Bench(file.resolve("spool"), BOUNDS);
        hindered.add(METRICS, "early");
        assertThat(hindered.spool.status().problem()).isPresent();
        assertThat(hindered.texts(METRICS)).containsExactly("early");
        Files.delete(file);
        Bench.copy(leftBehind(), file.resolve("spool"));
        hindered.spool.upkeep();
        assertThat(hindered.spool.status().problem()).isEmpty();
        assertThat(hindered.texts(METRICS)).containsExactly("early", "left behind");
        hindered.kill();
        assertThat(hindered.texts(METRICS)).containsExactly("early", "left behind");
    }

    private Path leftBehind() {
        Bench other = new Bench(place.resolve("other"), BOUNDS);
        other.add(METRICS, "left behind");
        other.spool.close();
        return other.directory();
    }

    private void fill(int records) {
        for (int i = 0; i < records; i++) {
            bench.add(METRICS, Bench.payload(i, PAYLOAD));
        }
    }

    private long lost(SpoolStream stream) {
        return bench.gaps().stream()
                .filter(gap -> gap.stream() == stream)
                .mapToLong(Gap::records)
                .sum();
    }

    private long files() {
        try (Stream<Path> files = Files.list(bench.directory())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration longestSilence(List<Spooled> records) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < records.size(); i++) {
            Duration silence = Duration.between(
                    records.get(i - 1).extent().to(), records.get(i).extent().from());
            longest = silence.compareTo(longest) > 0 ? silence : longest;
        }
        return longest;
    }
}
