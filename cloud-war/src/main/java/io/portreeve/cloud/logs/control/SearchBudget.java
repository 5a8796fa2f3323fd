package io.portreeve.cloud.logs.control;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What one question may cost. It is spent only once something was read, so that every question gets further. */
final class SearchBudget {
    private static final long MOST_READ = 64L * 1_024 * 1_024;
    private static final long MOST_KEPT = 2L * 1_024 * 1_024;
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final LongSupplier nanoTime;
    private final long longestNanos;
    private final long begunNanos;
    private long unread;
    private long unkept;
    private boolean hasRead;

    /**
     * From now on.
     *
     * @param mostRead in characters
     * @param mostKept in characters
     */
    SearchBudget(long mostRead, long mostKept, Duration longest, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        longestNanos = longest.toNanos();
        begunNanos = nanoTime.getAsLong();
        unread = mostRead;
        unkept = mostKept;
    }

    static SearchBudget usual() {
        return new SearchBudget(MOST_READ, MOST_KEPT, LONGEST, System::nanoTime);
    }

    void read(long characters) {
        hasRead = true;
        unread -= characters;
    }

    void keep(long characters) {
        unkept -= characters;
    }

    boolean isSpent() {
        return hasRead && (unread <= 0 || unkept <= 0 || nanoTime.getAsLong() - begunNanos >= longestNanos);
    }
}
