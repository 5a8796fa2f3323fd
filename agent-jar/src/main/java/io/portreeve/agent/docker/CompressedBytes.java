package io.portreeve.agent.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A file that the engine compressed when it was full; it is unpacked from its start on, and anew to go back. */
final class CompressedBytes implements LogBytes {
    private static final int BUFFER = 8 * 1024;

    private final FileChannel channel;
    private PushbackInputStream unpacked;
    private long place;

    CompressedBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        try {
            unpacked = begin();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether it begins so. */
    static boolean begins(Path path, byte[] head, int length) throws IOException {
        try (LogBytes bytes = LogBytes.open(path)) {
            byte[] found = new byte[length];
            int filled = 0;
            int read = 0;
            while (read >= 0 && filled < length) {
                read = bytes.read(ByteBuffer.wrap(found, filled, length - filled), filled);
                filled += Math.max(0, read);
            }
            return Arrays.equals(found, 0, filled, head, 0, length);
        }
    }

    @Override
    public int read(ByteBuffer into, long from) throws IOException {
        if (from < place) {
            unpacked.close();
            unpacked = begin();
            place = 0;
        }
        unpacked.skipNBytes(from - place);
        place = from;
        int read = unpacked.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        place += Math.max(0, read);
        return read;
    }

    @Override
    public boolean goesOnAt(long from) throws IOException {
        int next = unpacked.read();
        if (next >= 0) {
            unpacked.unread(next);
        }
        return next >= 0;
    }

    @Override
    public boolean endsBefore(long from) {
        return false;
    }

    @Override
    public long searchable() {
        return 0;
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
        channel.close();
    }

    private PushbackInputStream begin() throws IOException {
        channel.position(0);
        return new PushbackInputStream(new GZIPInputStream(new StaysOpen(Channels.newInputStream(channel)), BUFFER));
    }

    /** The file, whatever it is called by now. */
    private static final class StaysOpen extends FilterInputStream {
        StaysOpen(InputStream file) {
            super(file);
        }

        @Override
        public void close() {
            // there may be a way back
        }
    }
}
