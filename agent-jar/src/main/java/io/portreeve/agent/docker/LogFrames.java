package io.portreeve.agent.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Lines out of what the engine sends: of a container without a terminal in frames, a frame a line or part of one, of one
 * with a terminal as it comes. Each part begins with its time. For one thread.
 */
final class LogFrames {
    /** An engine cuts longer lines into parts of this length. */
    private static final int PART_BYTES = 16 * 1024;

    private static final int HEADER_BYTES = 8;
    private static final int LENGTH_AT = 4;
    private static final int STDERR = 2;
    private static final int LARGEST_FRAME = 1024 * 1024;
    private static final int LONGEST_TIME = 40;

    private final InputStream in;
    private final boolean tty;
    private final OpenLine[] open;
    private final Deque<EngineLine> ready = new ArrayDeque<>();

    LogFrames(InputStream in, boolean tty, int longestLine) {
        this.in = in;
        this.tty = tty;
        open = new OpenLine[] {new OpenLine(false, longestLine), new OpenLine(true, longestLine)};
    }

    /** Blocks until there is a line; empty when no more will come. */
    Optional<EngineLine> next() throws IOException {
        while (ready.isEmpty()) {
            if (!(tty ? readPart() : readFrame())) {
                for (OpenLine line : open) {
                    line.end().ifPresent(ready::add);
                }
                return Optional.ofNullable(ready.poll());
            }
        }
        return Optional.of(ready.remove());
    }

    private boolean readFrame() throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES) {
            return false;
        }
        int length = ByteBuffer.wrap(header).getInt(LENGTH_AT);
        if (length < 0 || length > LARGEST_FRAME) {
            throw new IOException("the engine sent a frame of " + length + " bytes");
        }
        byte[] frame = in.readNBytes(length);
        if (frame.length < length) {
            throw new EOFException("the engine's answer ended within a frame");
        }
        OpenLine line = open[header[0] == STDERR ? 1 : 0];
        int text = line.begin(frame);
        boolean isWhole = length > 0 && frame[length - 1] == '\n';
        line.add(frame, text, isWhole ? length - 1 : length);
        if (isWhole) {
            line.end().ifPresent(ready::add);
        }
        return true;
    }

    /** Up to the next line feed, or to where the engine may have cut. */
    private boolean readPart() throws IOException {
        byte[] head = head();
        if (head.length == 0) {
            return false;
        }
        OpenLine line = open[0];
        int from = line.begin(head);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean isWhole = head[head.length - 1] == '\n';
        text.write(head, from, head.length - from - (isWhole ? 1 : 0));
        int next = 0;
        while (!isWhole && text.size() < PART_BYTES && (next = in.read()) >= 0) {
            isWhole = next == '\n';
            if (!isWhole) {
                text.write(next);
            }
        }
        line.add(text.toByteArray(), 0, text.size());
        if (isWhole) {
            line.end().ifPresent(ready::add);
        }
        return next >= 0;
    }

    /** The time and the space after it; or what there is instead, where a line goes on. */
    private byte[] head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next;
        do {
            next = in.read();
            if (next >= 0) {
                head.write(next);
            }
        } while (next >= 0 && next != ' ' && next != '\n' && head.size() < LONGEST_TIME);
        return head.toByteArray();
    }
}
