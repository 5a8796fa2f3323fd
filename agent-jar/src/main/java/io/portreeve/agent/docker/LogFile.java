package io.portreeve.agent.docker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** One of the files that a log is in, read line by line while the engine writes it. For one thread. */
final class LogFile implements Closeable {
    /** Of a line: what an engine writes of 16 KiB is at most six times that. */
    private static final int LONGEST = 1024 * 1024;

    private static final int USUAL = 8 * 1024;
    private static final int HEAD = 1024;
    private static final int NEAR = 64 * 1024;

    private final LogBytes bytes;
    private final Object key;
    private final byte[] head = new byte[HEAD];
    private final byte[] headNow = new byte[HEAD];
    private int headLength;
    private byte[] buffer = new byte[USUAL];
    private int from;
    private int to;
    private int scanned;
    private long offset;
    private boolean skipping;

    private LogFile(LogBytes bytes, Object key) {
        this.bytes = bytes;
        this.key = key;
    }

    static LogFile open(Path path) throws IOException {
        Object before = key(path);
        LogBytes bytes = LogBytes.open(path);
        if (before.equals(key(path))) {
            return new LogFile(bytes, before);
        }
        bytes.close();
        throw new IOException("it was rotated just now");
    }

    /** What tells a file from others, whatever it is called. */
    static Object key(Path path) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "files have no numbers here");
    }

    boolean is(Path path) throws IOException {
        return key.equals(key(path));
    }

    /** Whether it is what became of this one when it was compressed: it begins with the same entries and their times. */
    boolean isPacked(Path compressed) throws IOException {
        return headLength > 0 && CompressedBytes.begins(compressed, head, headLength);
    }

    boolean isSame(LogFile other) {
        return key.equals(other.key);
    }

    /** The next whole line that is an entry, if there is one yet. */
    Optional<JsonLogEntry> next() throws IOException {
        while (true) {
            Optional<JsonLogEntry> entry = nextLine();
            if (entry.isPresent() || scanned == to) {
                return entry;
            }
        }
    }

    /** Whether more is there than was read. */
    boolean hasMore() throws IOException {
        return bytes.goesOnAt(offset);
    }

    /** Whether its first entry is of that time or before. */
    boolean beginsBefore(long timeNanos) throws IOException {
        at(0);
        Optional<JsonLogEntry> first = next();
        at(0);
        return first.filter(entry -> entry.timeNanos() <= timeNanos).isPresent();
    }

    /** Goes to some place before the first entry of that time or later, or to the start. */
    void seek(long sinceNanos) throws IOException {
        long low = 0;
        long high = bytes.searchable();
        while (high - low > NEAR) {
            long middle = low + (high - low) / 2;
            at(middle);
            skipping = true;
            Optional<JsonLogEntry> entry = next();
            if (entry.isPresent() && position() <= high && entry.get().timeNanos() < sinceNanos) {
                low = position();
            } else {
                high = middle;
            }
        }
        at(low);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void at(long place) {
        offset = place;
        from = 0;
        to = 0;
        scanned = 0;
        skipping = false;
    }

    /** Behind the last line that was taken. */
    private long position() {
        return offset - (to - from);
    }

    private Optional<JsonLogEntry> nextLine() throws IOException {
        while (true) {
            while (scanned < to && buffer[scanned] != '\n') {
                scanned++;
            }
            if (scanned < to) {
                int begin = from;
                boolean isPart = skipping;
                from = ++scanned;
                skipping = false;
                return isPart ? Optional.empty() : JsonLogEntry.parse(buffer, begin, from - begin);
            }
            if (!fill()) {
                return Optional.empty();
            }
        }
    }

    /** An engine that keeps one file only empties it, and what comes then is not what came after what was read. */
    private void checkIntact() throws IOException {
        if (bytes.isFixed()) {
            return;
        }
        int length = Math.max(0, bytes.read(ByteBuffer.wrap(headNow), 0));
        if (length < headLength || !Arrays.equals(headNow, 0, headLength, head, 0, headLength)) {
            throw new IOException("it was emptied");
        }
        if (length > headLength) {
            System.arraycopy(headNow, 0, head, 0, length);
            headLength = length;
        }
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
            scanned = 0;
            buffer = buffer.length > USUAL ? new byte[USUAL] : buffer;
        } else if (to == buffer.length) {
            makeRoom();
        }
        int read = bytes.read(ByteBuffer.wrap(buffer, to, buffer.length - to), offset);
        if (read <= 0) {
            if (bytes.endsBefore(offset)) {
                throw new IOException("it was emptied");
            }
            return false;
        }
        checkIntact();
        offset += read;
        to += read;
        return true;
    }

    private void makeRoom() {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            scanned -= from;
            from = 0;
        } else if (buffer.length < LONGEST) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        } else {
            skipping = true;
            to = 0;
            scanned = 0;
        }
    }
}
