package io.portreeve.agent.spool;

import static io.portreeve.agent.spool.SpoolStream.EVENTS;
import static io.portreeve.agent.spool.SpoolStream.METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolDamageTest {
    private static final SpoolBounds SMALL_SEGMENTS = new SpoolBounds(64 * 4096, Duration.ofHours(24), 20, 10_000);

    @TempDir
    Path place;

    @Test
    void fileThatEndsAnywhereGivesWhatWasWholeBeforeAndTellsWhatWasNot() throws IOException {
        Bench bench = new Bench(place.resolve("whole"), Bench.ROOMY);
        for (int i = 0; i < 8; i++) {
            bench.add(i % 4 == 3 ? EVENTS : METRICS, "record " + i);
        }
        List<String> readings = bench.texts(METRICS);
        Path segment = bench.segments().get(0);
        long size = Files.size(segment);
        for (long length = 0; length < size; length++) {
            Path cut = place.resolve("cut-" + length);
            Bench.copy(bench.directory(), cut);
            truncate(cut.resolve(segment.getFileName()), length);
            Bench after = new Bench(cut, Bench.ROOMY);
            List<String> texts = new ArrayList<>(after.texts(METRICS));
            assertThat(texts).isEqualTo(readings.subList(0, texts.size()));
            long lost = after.gaps().stream().mapToLong(Gap::records).sum();
            assertThat(lost).isLessThanOrEqualTo(1);
            assertThat(after.gaps()).allMatch(gap -> gap.reason() == GapReason.TORN_TAIL);
            if (!isBetweenRecords(length)) {
                assertThat(after.gaps()).as("cut at " + length).hasSize(1);
            }
            after.add(METRICS, "next");
            after.restart();
            assertThat(after.texts(METRICS)).hasSize(texts.size() + 1).endsWith("next");
            assertThat(after.gaps()).hasSizeLessThanOrEqualTo(1);
            after.spool.close();
        }
    }

    @Test
    void anyBitThatFlipsCostsNoMoreThanItsSegmentAndIsTold() throws IOException {
        Bench bench = new Bench(place.resolve("whole"), SMALL_SEGMENTS);
        for (int i = 0; i < 30; i++) {
            bench.add(METRICS, Bench.payload(i, 500));
        }
        List<Path> segments = bench.segments();
        assertThat(segments).hasSizeGreaterThan(3);
        Path middle = segments.get(1);
        byte[] bytes = Files.readAllBytes(middle);
        for (int at = 0; at < bytes.length; at += 61) {
            Path flipped = place.resolve("flipped-" + at);
            Bench.copy(bench.directory(), flipped);
            byte[] copy = bytes.clone();
            copy[at] ^= (byte) (1 << at % 8);
            Files.write(flipped.resolve(middle.getFileName()), copy);
            Bench after = new Bench(flipped, SMALL_SEGMENTS);
            int left = after.waiting(METRICS).size();
            assertThat(left).as("flipped at " + at).isBetween(22, 29);
            assertThat(after.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.reason()).isEqualTo(GapReason.CORRUPT);
                assertThat(gap.records()).isEqualTo(30 - left);
            });
            after.restart();
            assertThat(after.waiting(METRICS)).hasSize(left);
            assertThat(after.gaps()).hasSize(1);
            after.spool.close();
        }
    }

    @Test
    void recordThatRotsWhileTheAgentRunsIsPassedOverAndTold() throws IOException {
        Bench bench = new Bench(place.resolve("spool"), Bench.ROOMY);
        bench.add(METRICS, "good");
        bench.add(METRICS, "rotten");
        bench.add(METRICS, "better");
        Path segment = bench.segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        int at = SegmentHead.BYTES + RecordHead.BYTES + "good".length() + RecordHead.BYTES;
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) (bytes[at] ^ 1)}), at);
        }
        assertThat(bench.texts(METRICS)).containsExactly("good", "better");
        assertThat(bench.gaps()).singleElement().matches(gap -> gap.reason() == GapReason.CORRUPT);
    }

    @Test
    void damagedNumbersCostNoRecord() throws IOException {
        Bench bench = new Bench(place.resolve("spool"), Bench.ROOMY);
        bench.welcome(0);
        bench.add(METRICS, "a");
        bench.spool.close();
        Files.write(bench.directory().resolve("numbers"), new byte[] {1, 2, 3});
        Bench after = new Bench(bench.directory(), Bench.ROOMY);
        after.welcome(10);
        assertThat(after.texts(METRICS)).containsExactly("a");
        assertThat(after.waiting(METRICS).get(0).sequence()).isGreaterThan(10);
    }

    private static boolean isBetweenRecords(long length) {
        int event = RecordHead.BYTES + "record 0".length();
        return length >= SegmentHead.BYTES && (length - SegmentHead.BYTES) % event == 0;
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
