package io.portreeve.agent;

import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts what is logged as a warning or worse. */
final class WarningCount extends Handler {
    private static final Logger ALL = Logger.getLogger("io.portreeve.agent");
    private final AtomicLong count = new AtomicLong();

    static WarningCount installed() {
        WarningCount count = new WarningCount();
        ALL.addHandler(count);
        return count;
    }

    long count() {
        return count.get();
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
            count.incrementAndGet();
        }
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void close() {
        ALL.removeHandler(this);
    }
}
