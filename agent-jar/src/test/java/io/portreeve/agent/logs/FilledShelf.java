package io.portreeve.agent.logs;

import io.portreeve.contract.log.LogLine;
import java.time.Instant;

/** A shelf with long lines on it, for tests of who takes from it. */
public final class FilledShelf {
    private static final int LENGTH = 3_000;

    private final LogShelf shelf = new LogShelf(1 << 20, 1 << 19);

    public LogShelf shelf() {
        return shelf;
    }

    /** Puts lines of that moment, with these numbers. */
    public void fill(String dockerId, Instant at, int first, int last) {
        for (int number = first; number <= last; number++) {
            LogLine line = new LogLine(number, position(at, number).timeNanos(), false, "x".repeat(LENGTH));
            shelf.force(dockerId, LogItem.of(line, position(at, number)));
        }
    }

    public static LogPosition position(Instant at, int number) {
        return new LogPosition(1, number, at.getEpochSecond() * 1_000_000_000L, number);
    }
}
