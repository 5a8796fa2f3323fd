package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.logs.LogCursor;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.LogStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One question to {@code log_chunks}: takes stretches from the newest on, some at a time, until it has enough or has done enough. */
final class LogSearch {
    private static final int AT_ONCE = 40;
    private static final long PER_CHUNK = 2_048;
    private static final Instant EVER = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Found(Instant at, long number, byte[] body) {}

    private final LogFilter filter;
    private final SearchBudget budget;
    private final List<LogEntry> entries = new ArrayList<>();
    private LogCursor before;
    private boolean isResumed;

    LogSearch(LogFilter filter) {
        this(filter, SearchBudget.usual());
    }

    LogSearch(LogFilter filter, SearchBudget budget) {
        this.filter = filter;
        this.budget = budget;
        before = filter.before().orElse(new LogCursor(ALWAYS, Long.MAX_VALUE, 0));
    }

    LogPage run(Connection connection) throws SQLException {
        while (true) {
            List<Found> found = next(connection);
            for (Found chunk : found) {
                take(chunk);
                if (isEnough()) {
                    return new LogPage(entries, Optional.of(before));
                }
            }
            if (found.size() < AT_ONCE) {
                return new LogPage(entries, Optional.empty());
            }
        }
    }

    private void take(Found found) {
        List<LogEntry> all = ChunkBytes.read(found.body()).entries(found.at());
        boolean isBegun = !isResumed && found.at().equals(before.at()) && found.number() == before.number();
        isResumed = true;
        int index = isBegun ? Math.min(before.index(), all.size()) : all.size();
        while (index > 0 && !isEnough()) {
            LogEntry entry = all.get(--index);
            if (filter.takes(entry)) {
                entries.add(entry);
                budget.keep(entry.text().length());
            }
            budget.read(entry.text().length());
        }
        budget.read(PER_CHUNK);
        before = new LogCursor(found.at(), found.number(), index);
    }

    private boolean isEnough() {
        return entries.size() == filter.limit() || budget.isSpent();
    }

    /** A stretch of which nothing is left is passed over, so that one of which something is left may come again. */
    private List<Found> next(Connection connection) throws SQLException {
        boolean onlyErrors =
                filter.stream().filter(stream -> stream == LogStream.STDERR).isPresent();
        String sql = "select ts, number, body from log_chunks where container_id = ? and ts >= ? and ts < ?"
                + " and ts_last >= ? and (ts, number) " + (before.index() > 0 ? "<=" : "<") + " (?, ?)"
                + (onlyErrors ? " and has_error" : "") + " order by ts desc, number desc limit " + AT_ONCE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Instant from = filter.from().orElse(EVER);
            statement.setObject(1, filter.container().value());
            statement.setObject(2, timestamp(from.minus(LogChunk.LONGEST)));
            statement.setObject(3, timestamp(filter.to().orElse(ALWAYS)));
            statement.setObject(4, timestamp(from));
            statement.setObject(5, timestamp(before.at()));
            statement.setLong(6, before.number());
            List<Found> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Found(
                            rows.getObject(1, OffsetDateTime.class).toInstant(), rows.getLong(2), rows.getBytes(3)));
                }
            }
            return found;
        }
    }

    private static OffsetDateTime timestamp(Instant at) {
        return (at.isBefore(EVER) ? EVER : at.isAfter(ALWAYS) ? ALWAYS : at).atOffset(ZoneOffset.UTC);
    }
}
