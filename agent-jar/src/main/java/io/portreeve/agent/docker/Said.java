package io.portreeve.agent.docker;

import io.portreeve.contract.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a command says on both of its streams, up to a bound. One thread reads while another may look. */
final class Said {
    private static final int CHUNK = 8 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long leftOut;

    /** Frames of eight bytes' head (stream, length) and text, until there are no more. */
    void read(InputStream body) throws IOException {
        DataInputStream frames = new DataInputStream(body);
        byte[] chunk = new byte[CHUNK];
        try {
            while (true) {
                frames.readInt();
                int left = frames.readInt();
                while (left > 0) {
                    int read = frames.read(chunk, 0, Math.min(left, chunk.length));
                    if (read < 0) {
                        return;
                    }
                    take(chunk, read);
                    left -= read;
                }
            }
        } catch (EOFException e) {
            // The command has ended.
        }
    }

    synchronized String text() {
        // One byte is one character at least, so that the bound of bytes holds for characters.
        return kept.toString(StandardCharsets.UTF_8);
    }

    synchronized long leftOut() {
        return leftOut;
    }

    private synchronized void take(byte[] bytes, int count) {
        int room = Math.min(count, Limits.OUTPUT_LENGTH - kept.size());
        kept.write(bytes, 0, room);
        leftOut += count - room;
    }
}
