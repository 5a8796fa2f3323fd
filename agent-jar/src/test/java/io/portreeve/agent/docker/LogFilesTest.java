package io.portreeve.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as an engine writes, rotates and removes them. */
class LogFilesTest {
    private static final String ID = "ab".repeat(32);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PART = 16 * 1024;

    @TempDir
    Path directory;

    private final LogSource source = new LogSource(ID, false, START, Map.of());
    private final List<EngineLine> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> ends = new CopyOnWriteArrayList<>();
    private final List<EngineLines> opened = new ArrayList<>();
    private Path current;
    private int written;

    @BeforeEach
    void container() throws IOException {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        current = Files.createDirectories(directory.resolve(ID)).resolve(ID + "-json.log");
        Files.createFile(current);
    }

    @AfterEach
    void close() {
        opened.forEach(EngineLines::close);
    }

    @Test
    void entryIsALineWithItsTimeAndStream() throws IOException {
        write("{\"log\":\"out \\u20ac\\r\\n\",\"stream\":\"stdout\",\"attrs\":{\"tag\":[\"x\",{}]},"
                + "\"time\":\"2026-01-01T00:00:00.123456789Z\"}\n");
        write("{\"log\":\"err\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-01T00:00:01Z\"}\n");
        read(0);
        awaitLines(2);
        long nanos = nanos(START);
        assertThat(lines)
                .containsExactly(
                        new EngineLine(nanos + 123_456_789, false, "out \u20ac", false),
                        new EngineLine(nanos + 1_000_000_000, true, "err", false));
    }

    @Test
    void partsAreJoinedPerStreamUntilTheLineFeed() throws IOException {
        write(entry(0, "a".repeat(PART), "stdout") + entry(1, "between\\n", "stderr") + entry(2, "b\\n", "stdout"));
        read(0);
        awaitLines(2);
        assertThat(lines).extracting(EngineLine::text).containsExactly("between", "a".repeat(PART) + "b");
        assertThat(lines.get(1).timeNanos()).isEqualTo(at(0));
    }

    @Test
    void lineThatIsHalfWrittenIsAwaited() throws IOException {
        String whole = entry(0, "one\\n", "stdout");
        write(whole.substring(0, 20));
        read(0);
        write(whole.substring(20));
        awaitLines(1);
        assertThat(lines.get(0).text()).isEqualTo("one");
    }

    @Test
    void whatAPowerLossLeftIsPassedOver() throws IOException {
        write("\0\0\0\0" + entry(0, "torn\\n", "stdout").substring(0, 30) + entry(1, "one\\n", "stdout"));
        write("[]\nnull\n\n{\"log\":3}\n{\"log\":\"x\",\"time\":\"yesterday\"}\n" + "y".repeat(3_000_000) + "\n");
        write(entry(2, "two\\n", "stdout"));
        read(0);
        awaitLines(1);
        assertThat(lines).extracting(EngineLine::text).containsExactly("two");
    }

    @Test
    void logGoesOnInTheNextFileHoweverOftenItIsRotated() throws IOException {
        number(100);
        read(0);
        awaitLines(100);
        rotate();
        number(10);
        rotate();
        number(10);
        rotate();
        number(10);
        awaitLines(130);
        assertNumbered(1, 130);
        assertThat(ends).isEmpty();
    }

    @Test
    void readingBeginsInTheFileThatHasThatTime() throws IOException {
        number(5_000);
        rotate();
        number(5_000);
        rotate();
        number(5_000);
        for (int from : List.of(1, 4_990, 5_000, 5_001, 9_999, 10_000, 10_001, 14_999)) {
            lines.clear();
            EngineLines log = read(at(from));
            awaitLines(15_000 - from + 1);
            assertNumbered(from, 15_000);
            log.close();
        }
    }

    @Test
    void eachLineComesOnceWhileFilesAreWrittenAndRotated() throws IOException {
        Random random = new Random(7);
        read(0);
        while (written < 10_000) {
            for (int rotation = random.nextInt(3); rotation >= 0; rotation--) {
                number(1 + random.nextInt(40));
                rotate();
            }
            number(1 + random.nextInt(40));
            await().pollInterval(Duration.ofMillis(1 + random.nextInt(30))).until(() -> lines.size() == written);
        }
        awaitLines(written);
        assertNumbered(1, written);
        assertThat(ends).isEmpty();
    }

    @Test
    void fileThatIsEmptiedBreaksOffHoweverMuchIsInItAgain() throws IOException {
        number(1_000);
        read(0);
        awaitLines(1_000);
        Files.writeString(current, "");
        number(2_000);
        await().until(() -> !ends.isEmpty());
        assertThat(ends.get(0)).isInstanceOf(EngineException.class).hasMessageContaining("emptied");
        assertNumbered(1, 1_000);
    }

    @Test
    void rotationPastWhatWasReadBreaksOff() throws IOException {
        number(10);
        read(0);
        awaitLines(10);
        Files.delete(current);
        number(10);
        await().until(() -> !ends.isEmpty());
        assertThat(ends.get(0)).hasMessageContaining("rotated away");
    }

    @Test
    void logThatIsRemovedEnds() throws IOException {
        number(10);
        read(0);
        Files.delete(current);
        await().until(() -> !ends.isEmpty());
        assertThat(ends.get(0)).isNull();
        assertNumbered(1, 10);
    }

    @Test
    void readingEndsWhenItIsClosed() throws IOException {
        EngineLines log = read(0);
        log.close();
        await().until(() -> !ends.isEmpty());
        assertThat(ends.get(0)).isInstanceOf(EngineException.class);
    }

    @Test
    void readingBeginsInACompressedFile() throws IOException {
        for (int file = 0; file < 3; file++) {
            number(5_000);
            rotate();
            compress();
        }
        number(5_000);
        for (int from : List.of(5_001, 9_999, 10_000, 10_001, 19_999)) {
            lines.clear();
            EngineLines log = read(at(from));
            awaitLines(20_000 - from + 1);
            assertNumbered(from, 20_000);
            log.close();
        }
    }

    @Test
    void logGoesOnWhereItsFileWasCompressedMeanwhile() throws IOException {
        number(100);
        read(0);
        awaitLines(100);
        rotate();
        compress();
        number(10);
        awaitLines(110);
        for (int file = 0; file < 3; file++) {
            rotate();
            compress();
            number(10);
        }
        awaitLines(140);
        assertNumbered(1, 140);
        assertThat(ends).isEmpty();
    }

    @Test
    void eachLineComesOnceWhileFilesAreCompressed() throws IOException {
        Random random = new Random(11);
        read(0);
        while (written < 6_000) {
            for (int rotation = random.nextInt(3); rotation >= 0; rotation--) {
                number(1 + random.nextInt(40));
                rotate();
                compress();
            }
            number(1 + random.nextInt(40));
            await().pollInterval(Duration.ofMillis(1 + random.nextInt(30))).until(() -> lines.size() == written);
        }
        assertNumbered(1, written);
        assertThat(ends).isEmpty();
    }

    @Test
    void fileThatIsBeingCompressedIsReadInTheFormThatIsWhole() throws IOException {
        number(10);
        rotate();
        Files.write(current.resolveSibling(current.getFileName() + ".1.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
        number(10);
        read(0);
        awaitLines(20);
        assertNumbered(1, 20);
    }

    @Test
    void compressedFileThatIsNoneOrMissingIsNotReadHere() throws IOException {
        number(10);
        Files.writeString(current.resolveSibling(current.getFileName() + ".1.gz"), "nothing of the kind");
        assertThatIOException().isThrownBy(() -> new LogFiles(directory).since(source, 0, PART));
        read(at(5));
        awaitLines(6);
        Files.delete(current);
        assertThatIOException().isThrownBy(() -> new LogFiles(directory).since(source, 0, PART));
        LogSource other = new LogSource("cd".repeat(32), false, START, Map.of());
        assertThatThrownBy(() -> new LogFiles(directory).since(other, 0, PART)).isInstanceOf(IOException.class);
    }

    @Test
    void compressedFileThatIsCutOffBreaksOff() throws IOException {
        number(5_000);
        rotate();
        compress();
        Path packed = current.resolveSibling(current.getFileName() + ".1.gz");
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
        number(10);
        read(0);
        await().until(() -> !ends.isEmpty());
        assertThat(ends.get(0)).isInstanceOf(EngineException.class);
        assertThat(lines).hasSizeLessThan(5_000);
    }

    private EngineLines read(long sinceNanos) throws IOException {
        EngineLines log = new LogFiles(directory).since(source, sinceNanos, 4 * PART);
        opened.add(log);
        Thread thread = new Thread(() -> {
            try {
                for (var line = log.next(); line.isPresent(); line = log.next()) {
                    lines.add(line.get());
                }
                ends.add(null);
            } catch (EngineException e) {
                ends.add(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return log;
    }

    private void awaitLines(int count) {
        await().untilAsserted(() -> assertThat(lines).hasSizeGreaterThanOrEqualTo(count));
        assertThat(lines).hasSize(count);
    }

    private void assertNumbered(int from, int to) {
        assertThat(lines.stream().map(EngineLine::text).toList())
                .isEqualTo(IntStream.rangeClosed(from, to)
                        .mapToObj(number -> "line " + number)
                        .toList());
    }

    private void number(int count) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int end = written + count; written < end; ) {
            written++;
            text.append(entry(written, "line " + written + "\\n", "stdout"));
        }
        write(text.toString());
    }

    /** As an engine that keeps four files does it. */
    private void rotate() throws IOException {
        for (String form : List.of("", ".gz")) {
            for (int number = 3; number > 1; number--) {
                Path older = current.resolveSibling(current.getFileName() + "." + (number - 1) + form);
                if (Files.exists(older)) {
                    Path oldest = current.resolveSibling(current.getFileName() + "." + number + form);
                    Files.move(older, oldest, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Files.move(current, current.resolveSibling(current.getFileName() + ".1"));
        Files.createFile(current);
    }

    /** As an engine does after it rotated, if it is told to. */
    private void compress() throws IOException {
        Path plain = current.resolveSibling(current.getFileName() + ".1");
        Path packed = current.resolveSibling(current.getFileName() + ".1.gz");
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, file);
        }
        Files.delete(plain);
    }

    private void write(String text) throws IOException {
        Files.writeString(current, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String entry(int seconds, String log, String stream) {
        return "{\"log\":\"" + log + "\",\"stream\":\"" + stream + "\",\"time\":\"" + START.plusSeconds(seconds)
                + "\"}\n";
    }

    private static long at(int seconds) {
        return nanos(START.plusSeconds(seconds));
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L;
    }
}
