package io.portreeve.agent.docker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What is in one file of a log, by places in it. For one thread. */
interface LogBytes extends Closeable {
    String COMPRESSED = ".gz";

    /** Some of what is there; −1 at the end. */
    int read(ByteBuffer into, long place) throws IOException;

    /** Whether more is there than up to that place, which was read last. */
    boolean goesOnAt(long place) throws IOException;

    /** Whether what was read up to that place is not there any more. */
    boolean endsBefore(long place) throws IOException;

    /** Up to where any place is as quickly read as any other. */
    long searchable() throws IOException;

    /** Whether it stays as it is. */
    boolean isFixed();

    static LogBytes open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path);
        return isCompressed(path) ? new CompressedBytes(channel) : new Plain(channel);
    }

    static boolean isCompressed(Path path) {
        return path.toString().endsWith(COMPRESSED);
    }

    /** As the engine writes it. */
    record Plain(FileChannel channel) implements LogBytes {
        @Override
        public int read(ByteBuffer into, long place) throws IOException {
            return channel.read(into, place);
        }

        @Override
        public boolean goesOnAt(long place) throws IOException {
            return channel.size() > place;
        }

        @Override
        public boolean endsBefore(long place) throws IOException {
            return channel.size() < place;
        }

        @Override
        public long searchable() throws IOException {
            return channel.size();
        }

        @Override
        public boolean isFixed() {
            return false;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
