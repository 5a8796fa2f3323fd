package io.portreeve.cloud.logs;

import java.util.List;
import java.util.Optional;

/**
 * Some entries, the newest first.
 *
 * @param next leads to what comes after them; absent if there is nothing more. A page may have few entries, or none, and
 *     still a next one: no question looks through more than so much at once
 */
public record LogPage(List<LogEntry> entries, Optional<LogCursor> next) {
    public LogPage {
        entries = List.copyOf(entries);
    }
}
