package io.portreeve.cloud.logs.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogStream;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.contract.log.ContainerLog;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChunkBytesTest {
    private static final long AT = 1_767_225_600_123_456_789L;

    @Test
    void stretchIsReadAsItWasWritten() {
        LogChunk chunk = one(
                List.of(
                        new LogLine(3, AT, false, "grüße \u0000 \uD83D\uDE00"),
                        new LogLine(5, AT - 10, true, ""),
                        new LogLine(9_000_000_000L, AT + 5, false, "x".repeat(40_000))),
                List.of(new LogGap(5, Instant.EPOCH, Instant.ofEpochSecond(0, AT), LogGap.RATE, 12)));
        assertThat(ChunkBytes.read(ChunkBytes.write(chunk))).isEqualTo(chunk);
        assertThat(chunk.hasError()).isTrue();
        assertThat(chunk.first()).isEqualTo(Instant.ofEpochSecond(0, AT - 789));
        assertThat(chunk.items())
                .extracting(LogChunk.Item::stream)
                .containsExactly(LogStream.STDOUT, LogStream.STDERR, LogStream.GAP, LogStream.STDOUT);
    }

    @Test
    void gapKeepsWhatItSays() {
        Instant to = Instant.parse("2026-01-01T00:01:00Z");
        LogChunk chunk = one(List.of(), List.of(new LogGap(0, to.minusSeconds(60), to, LogGap.ROTATED, 7)));
        assertThat(ChunkBytes.read(ChunkBytes.write(chunk)).entries(to))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.isGap()).isTrue();
                    assertThat(entry.at()).isEqualTo(to);
                    assertThat(entry.from()).isEqualTo(to.minusSeconds(60));
                    assertThat(entry.text()).isEqualTo(LogGap.ROTATED);
                    assertThat(entry.missed()).isEqualTo(7);
                });
    }

    @Test
    void whatWasToldBeforeIsLeftOut() {
        ContainerLog log = log(IntStream.rangeClosed(1, 10).mapToObj(ChunkBytesTest::line), 10);
        assertThat(LogChunk.of(log, 7))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.items())
                        .extracting(LogChunk.Item::number)
                        .containsExactly(8L, 9L, 10L));
        assertThat(LogChunk.of(log, 10)).isEmpty();
    }

    @Test
    void stretchesAreBoundedInNumberAndTime() {
        List<LogChunk> chunks =
                LogChunk.of(log(IntStream.rangeClosed(1, 2_000).mapToObj(ChunkBytesTest::line), 2_000), 0);
        assertThat(chunks).extracting(LogChunk::number).containsExactly(1L, 1_001L);
        long later = AT + Duration.ofHours(2).toNanos();
        assertThat(LogChunk.of(
                        log(Stream.of(line(1), new LogLine(2, later, false, ""), new LogLine(3, later, false, "")), 3),
                        0))
                .extracting(LogChunk::number)
                .containsExactly(1L, 2L);
    }

    @Test
    void linesTakeAThirdOfTheirBytesAtMost() {
        ContainerLog log = log(
                IntStream.rangeClosed(1, 1_000)
                        .mapToObj(number -> new LogLine(
                                number,
                                AT + number * 1_234_567L,
                                false,
                                "2026-01-01T00:00:00Z INFO request served path=/api/v1/items/" + number * 7_919
                                        + " status=200 bytes=" + number * 31 + " agent=curl/7.88.1 remote=10.0.3."
                                        + number % 250)),
                1_000);
        byte[] bytes = ChunkBytes.write(LogChunk.of(log, 0).get(0));
        int plain = log.lines().stream().mapToInt(line -> line.text().length()).sum();
        assertThat(bytes.length).isLessThan(plain / 3);
    }

    @Test
    void whatWasNotWrittenHereIsNotGuessed() {
        assertThatIllegalStateException().isThrownBy(() -> ChunkBytes.read(new byte[] {2, 0}));
        assertThatIllegalStateException().isThrownBy(() -> ChunkBytes.read(new byte[0]));
    }

    @Test
    void newLinesCrossTheBusAsTheyAre() {
        List<LogEntry> entries = one(List.of(line(1)), List.of(new LogGap(1, Instant.EPOCH, Instant.EPOCH, "rate", 3)))
                .entries(Instant.EPOCH);
        NewLines lines =
                new NewLines(new OrganizationId(UUID.randomUUID()), new ContainerId(UUID.randomUUID()), entries, true);
        assertThat(LogJson.read(LogJson.write(lines))).contains(lines);
        assertThat(LogJson.read("{")).isEmpty();
    }

    private static LogChunk one(List<LogLine> lines, List<LogGap> gaps) {
        long through = Math.max(
                lines.isEmpty() ? 0 : lines.get(lines.size() - 1).number(),
                gaps.isEmpty() ? 0 : gaps.get(gaps.size() - 1).number());
        return LogChunk.of(new ContainerLog("a".repeat(64), 1, through, lines, gaps), -1)
                .get(0);
    }

    private static ContainerLog log(Stream<LogLine> lines, long through) {
        return new ContainerLog("a".repeat(64), 1, through, lines.toList(), List.of());
    }

    private static LogLine line(int number) {
        return new LogLine(number, AT, false, "line " + number);
    }
}
