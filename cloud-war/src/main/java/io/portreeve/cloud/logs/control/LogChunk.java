package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.logs.LogCursor;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogStream;
import io.portreeve.contract.log.ContainerLog;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a container's log that is kept as one row.
 *
 * @param number of its first entry
 */
record LogChunk(long number, List<Item> items) {
    /** No stretch is longer, so that a question for a range of time knows how far before it to look. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final int MOST_ITEMS = 1_000;
    private static final int MOST_CHARACTERS = 256 * 1_024;

    /**
     * An entry without its place.
     *
     * @param fromNanos of a gap
     * @param missed of a gap
     */
    record Item(LogStream stream, long number, long timeNanos, String text, long fromNanos, long missed) {
        static Item of(LogLine line) {
            LogStream stream = line.stderr() ? LogStream.STDERR : LogStream.STDOUT;
            return new Item(stream, line.number(), line.timeNanos(), line.text(), line.timeNanos(), 0);
        }

        static Item of(LogGap gap) {
            return new Item(
                    LogStream.GAP, gap.number(), nanos(gap.to()), gap.reason(), nanos(gap.from()), gap.missed());
        }

        Instant at() {
            return Instant.ofEpochSecond(0, timeNanos);
        }

        private static long nanos(Instant at) {
            return Math.max(0, ChronoUnit.NANOS.between(Instant.EPOCH, at));
        }
    }

    LogChunk {
        items = List.copyOf(items);
    }

    /** What lies beyond the number, in its order, in stretches within the bounds. */
    static List<LogChunk> of(ContainerLog log, long beyond) {
        List<LogChunk> chunks = new ArrayList<>();
        List<Item> open = new ArrayList<>();
        int characters = 0;
        for (Item item : ordered(log, beyond)) {
            boolean isFull =
                    open.size() == MOST_ITEMS || characters + item.text().length() > MOST_CHARACTERS;
            if (!open.isEmpty() && (isFull || isFar(open, item))) {
                chunks.add(new LogChunk(open.get(0).number(), open));
                open.clear();
                characters = 0;
            }
            open.add(item);
            characters += item.text().length();
        }
        if (!open.isEmpty()) {
            chunks.add(new LogChunk(open.get(0).number(), open));
        }
        return chunks;
    }

    Instant first() {
        return Instant.ofEpochSecond(
                        0, items.stream().mapToLong(Item::timeNanos).min().orElseThrow())
                .truncatedTo(ChronoUnit.MICROS);
    }

    Instant last() {
        return Instant.ofEpochSecond(
                        0, items.stream().mapToLong(Item::timeNanos).max().orElseThrow())
                .truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether there is more than lines of standard output. */
    boolean hasError() {
        return items.stream().anyMatch(item -> item.stream() != LogStream.STDOUT);
    }

    /** The entries, whose places are in the stretch that is kept under this moment. */
    List<LogEntry> entries(Instant at) {
        List<LogEntry> entries = new ArrayList<>(items.size());
        for (Item item : items) {
            entries.add(new LogEntry(
                    new LogCursor(at, number, entries.size()),
                    item.at(),
                    item.stream(),
                    item.text(),
                    Instant.ofEpochSecond(0, item.fromNanos()),
                    item.missed()));
        }
        return entries;
    }

    private static boolean isFar(List<Item> open, Item item) {
        long low = item.timeNanos();
        long high = item.timeNanos();
        for (Item each : List.of(open.get(0), open.get(open.size() - 1))) {
            low = Math.min(low, each.timeNanos());
            high = Math.max(high, each.timeNanos());
        }
        return high - low > LONGEST.toNanos() / 2;
    }

    /** A gap comes after the line of its number. */
    private static List<Item> ordered(ContainerLog log, long beyond) {
        List<Item> items = new ArrayList<>();
        int gap = 0;
        for (LogLine line : log.lines()) {
            while (gap < log.gaps().size() && log.gaps().get(gap).number() < line.number()) {
                items.add(Item.of(log.gaps().get(gap++)));
            }
            items.add(Item.of(line));
        }
        log.gaps().subList(gap, log.gaps().size()).forEach(rest -> items.add(Item.of(rest)));
        items.removeIf(item -> item.number() <= beyond);
        return items;
    }
}
