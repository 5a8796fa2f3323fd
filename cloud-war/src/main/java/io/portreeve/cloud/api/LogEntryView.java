package io.portreeve.cloud.api;

import io.portreeve.cloud.logs.LogEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * A line of a log; or, as the stream gap, a span in which lines are or may be missing.
 *
 * @param id stays the same, and is a cursor
 * @param at by the engine's clock; of a gap its end
 * @param stream stdout, stderr or gap
 * @param text of a line, without what the agent struck out; of a gap its reason
 * @param from of a gap only: its begin
 * @param missed of a gap only, where that is known: how many lines are missing
 */
public record LogEntryView(
        String id, Instant at, String stream, String text, Optional<Instant> from, Optional<Long> missed) {
    static LogEntryView of(LogEntry entry) {
        return new LogEntryView(
                entry.id().toString(),
                entry.at(),
                entry.stream().wireName(),
                entry.text(),
                Optional.of(entry.from()).filter(any -> entry.isGap()),
                Optional.of(entry.missed()).filter(known -> known > 0));
    }
}
