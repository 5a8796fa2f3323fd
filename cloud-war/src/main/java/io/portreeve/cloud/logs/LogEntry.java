package io.portreeve.cloud.logs;

import java.time.Instant;

/**
 * A line of a container's log, or a gap.
 *
 * @param at by the engine's clock
 * @param text of a line, as it was written but for what the agent struck out; of a gap its reason, by the contract's name
 * @param from of a gap: since when lines may be missing; of a line {@code at}
 * @param missed of a gap: how many lines are missing; 0 if nobody knows
 */
public record LogEntry(LogCursor id, Instant at, LogStream stream, String text, Instant from, long missed) {
    public boolean isGap() {
        return stream == LogStream.GAP;
    }
}
