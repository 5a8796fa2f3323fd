package io.portreeve.agent.docker;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A log as the engine writes it, from file to file as they are rotated. It ends when the files are gone, and breaks off
 * where it cannot be told what comes next.
 */
final class FileLines implements EngineLines {
    private static final Logger LOG = Logger.getLogger(FileLines.class.getName());
    private static final long SHORTEST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 1_000;
    /** With the shortest pause between two of them, so a second in all. */
    private static final int LOOKS = 20;

    private final LogFiles.Named files;
    private final long sinceNanos;
    private final OpenLine[] open;
    private final CountDownLatch closed = new CountDownLatch(1);
    private LogFile file;
    private boolean isLast;
    private int missed;

    /** From the first entry of that time on, which is in this file or a later one. */
    FileLines(LogFiles.Named files, LogFile file, long sinceNanos, int longestLine) throws IOException {
        isLast = file.is(files.current());
        this.files = files;
        this.file = file;
        this.sinceNanos = sinceNanos;
        open = new OpenLine[] {new OpenLine(false, longestLine), new OpenLine(true, longestLine)};
    }

    @Override
    public Optional<EngineLine> next() {
        try {
            return read();
        } catch (IOException e) {
            throw new EngineException("a log's file cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("a log is no longer read", e);
        } finally {
            if (closed.getCount() == 0) {
                closeFile();
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private Optional<EngineLine> read() throws IOException, InterruptedException {
        long pause = SHORTEST_MILLIS;
        while (closed.getCount() > 0) {
            Optional<JsonLogEntry> entry = file.next();
            if (entry.isPresent()) {
                Optional<EngineLine> line = joined(entry.get());
                if (line.isPresent()) {
                    return line;
                }
                continue;
            }
            Turn turn = turn();
            if (turn == Turn.GONE) {
                closeFile();
                return Optional.empty();
            }
            if (turn == Turn.STAY) {
                pause = missed > 0 ? SHORTEST_MILLIS : pause;
                if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                    break;
                }
                pause = Math.min(2 * pause, LONGEST_MILLIS);
            }
        }
        throw new EngineException("a log is no longer read", null);
    }

    private enum Turn {
        STAY,
        NEXT,
        GONE
    }

    private Optional<EngineLine> joined(JsonLogEntry entry) {
        if (entry.timeNanos() < sinceNanos) {
            return Optional.empty();
        }
        OpenLine line = open[entry.stderr() ? 1 : 0];
        entry.addTo(line);
        return entry.endsLine() ? line.end() : Optional.empty();
    }

    /** Nothing more is in this file for now. While files are rotated some are missing, so one look proves nothing. */
    private Turn turn() throws IOException {
        try {
            Turn turn = look();
            missed = 0;
            return turn;
        } catch (IOException e) {
            if (file.hasMore()) {
                return Turn.NEXT;
            }
            if (++missed < LOOKS) {
                return Turn.STAY;
            }
            if (!(e instanceof NoSuchFileException)) {
                throw e;
            }
            if (!isLast) {
                throw new IOException("it was removed before all of it was read", e);
            }
            return Turn.GONE;
        }
    }

    /** Another file may have this one's name, and then this one is written no more. */
    private Turn look() throws IOException {
        Optional<Path> next = files.after(file);
        isLast = next.isEmpty();
        if (isLast) {
            return Turn.STAY;
        }
        if (!file.hasMore()) {
            follow(next.get());
        }
        return Turn.NEXT;
    }

    /** Unless they were rotated again meanwhile. */
    private void follow(Path next) throws IOException {
        LogFile following = LogFile.open(next);
        if (files.after(file).filter(next::equals).isPresent() && following.is(next)) {
            closeFile();
            file = following;
        } else {
            following.close();
        }
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "cannot close a log's file", e);
        }
    }
}
