package io.portreeve.cloud.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LogCursor;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.LogPattern;
import io.portreeve.cloud.logs.LogStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTextTest {
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");
    private static final LogFilter ALL = new LogFilter(
            new ContainerId(new UUID(0, 1)),
            Optional.empty(),
            Optional.empty(),
            LogPattern.any(),
            Optional.empty(),
            Optional.empty(),
            LogFilter.LARGEST_PAGE);

    private final List<LogFilter> asked = new ArrayList<>();
    private long nanos;

    @Test
    void pagesAreOneFileWithTheOldestLineFirst() {
        assertThat(text(List.of(page(true, line(3), line(2)), page(false, line(1)))))
                .containsExactly(
                        "2026-11-25T12:00:01Z stdout line 1",
                        "2026-11-25T12:00:02Z stdout line 2",
                        "2026-11-25T12:00:03Z stdout line 3");
        assertThat(asked.get(0)).isEqualTo(ALL);
        assertThat(asked.get(1)).isEqualTo(ALL.before(cursor(2)));
    }

    @Test
    void gapStandsBetweenTheLines() {
        LogEntry gap = new LogEntry(cursor(2), AT.plusSeconds(2), LogStream.GAP, "rate", AT, 7);
        assertThat(text(List.of(page(false, gap, line(1)))))
                .endsWith("2026-11-25T12:00:02Z gap --- rate since 2026-11-25T12:00:00Z, lines: 7");
    }

    @Test
    void noMoreIsAskedWhenItTakesLongAndTheFileSaysSo() {
        List<LogPage> pages =
                IntStream.range(0, 60).mapToObj(each -> page(true)).toList();
        assertThat(text(pages, LogText.PATIENCE.toNanos() / 3))
                .containsExactly("--- older lines are left out: ask for a shorter span of time");
        assertThat(asked).hasSize(3);
    }

    @Test
    void noMoreIsAskedThanTheFileMayHaveAndItSaysSo() {
        LogEntry[] full = IntStream.range(0, LogFilter.LARGEST_PAGE)
                .mapToObj(each -> line(1))
                .toArray(LogEntry[]::new);
        LogPage page = page(true, full);
        List<LogPage> pages = IntStream.range(0, 60).mapToObj(each -> page).toList();
        assertThat(text(pages))
                .hasSize(LogText.MOST_LINES + 1)
                .first()
                .asString()
                .startsWith("--- older lines");
        assertThat(asked).hasSize(LogText.MOST_LINES / LogFilter.LARGEST_PAGE);
    }

    private List<String> text(List<LogPage> pages) {
        return text(pages, 0);
    }

    private List<String> text(List<LogPage> pages, long nanosEach) {
        LogText text = new LogText(
                filter -> {
                    asked.add(filter);
                    nanos += nanosEach;
                    return pages.get(asked.size() - 1);
                },
                () -> nanos);
        StringWriter written = new StringWriter();
        PrintWriter out = new PrintWriter(written);
        text.read(ALL).write(out);
        return written.toString().lines().toList();
    }

    private static LogPage page(boolean more, LogEntry... entries) {
        return new LogPage(List.of(entries), Optional.of(cursor(2)).filter(any -> more));
    }

    private static LogEntry line(int second) {
        Instant at = AT.plusSeconds(second);
        return new LogEntry(cursor(second), at, LogStream.STDOUT, "line " + second, at, 0);
    }

    private static LogCursor cursor(int number) {
        return new LogCursor(AT, number, 0);
    }
}
