package io.portreeve.cloud.web.live;

import io.portreeve.cloud.logs.LogCursor;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A log as a file, the oldest line first: of more lines than it may have, or than are found in time, the newest, and it says
 * that there are more.
 */
final class LogText {
    static final int MOST_LINES = 20_000;
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

    private final Function<LogFilter, LogPage> search;
    private final LongSupplier nanos;
    private final Deque<LogEntry> entries = new ArrayDeque<>();
    private boolean isWhole;

    /**
     * An empty one.
     *
     * @param search gives a page
     * @param nanos of a clock that nobody sets
     */
    LogText(Function<LogFilter, LogPage> search, LongSupplier nanos) {
        this.search = search;
        this.nanos = nanos;
    }

    LogText read(LogFilter filter) {
        long begun = nanos.getAsLong();
        long characters = 0;
        Optional<LogFilter> asked = Optional.of(filter);
        while (asked.isPresent()
                && entries.size() < MOST_LINES
                && characters < MOST_CHARACTERS
                && nanos.getAsLong() - begun < PATIENCE.toNanos()) {
            LogPage page = search.apply(asked.get());
            for (LogEntry entry : page.entries()) {
                entries.addFirst(entry);
                characters += entry.text().length();
            }
            Optional<LogCursor> next = page.next();
            asked = next.map(filter::before);
        }
        isWhole = asked.isEmpty();
        return this;
    }

    void write(PrintWriter out) {
        if (!isWhole) {
            out.print("--- older lines are left out: ask for a shorter span of time\n");
        }
        entries.forEach(entry -> out.print(line(entry)));
    }

    private static String line(LogEntry entry) {
        String text = entry.isGap()
                ? "--- " + entry.text() + " since " + entry.from()
                        + (entry.missed() > 0 ? ", lines: " + entry.missed() : "")
                : entry.text();
        return entry.at() + " " + entry.stream().wireName() + " " + text + "\n";
    }
}
