package io.portreeve.cloud.api;

import io.portreeve.cloud.logs.LogCursor;
import io.portreeve.cloud.logs.LogPage;
import java.util.List;
import java.util.Optional;

/**
 * Part of a log.
 *
 * @param next the cursor of the page after this one; absent if there is nothing more
 */
public record LogPageView(List<LogEntryView> items, Optional<String> next) {
    public LogPageView {
        items = List.copyOf(items);
    }

    static LogPageView of(LogPage page) {
        return new LogPageView(
                page.entries().stream().map(LogEntryView::of).toList(),
                page.next().map(LogCursor::toString));
    }
}
