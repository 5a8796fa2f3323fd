package io.portreeve.agent.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A kernel file that is kept open and read from its start each time. After its cgroup has gone, reading fails with
 * ENODEV, even if another of the same name has come.
 */
final class CounterFile implements AutoCloseable {
    private static final int LARGEST = 256 * 1024;
    private static final ThreadLocal<Buffer> BUFFER = ThreadLocal.withInitial(Buffer::new);

    private final FileChannel channel;

    /** What one read fills. */
    private static final class Buffer {
        private final byte[] bytes = new byte[8192];
        private final ByteBuffer outside = ByteBuffer.allocateDirect(bytes.length);
    }

    /** Puts what is at the position into the buffer, and tells how much it is. */
    @FunctionalInterface
    private interface Source {
        int read(Buffer buffer, long position) throws IOException;
    }

    CounterFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    String read() throws IOException {
        Buffer buffer = BUFFER.get();
        int count = read(buffer, 0);
        // Files of cgroups give all they have at once; only one that fills the buffer may have more.
        return count < buffer.bytes.length ? text(buffer, count) : text(buffer, count) + rest(this::read, count);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static String readOnce(Path path) throws IOException {
        return readOnce(path.toFile());
    }

    /** Not through a channel, of which opening costs more than reading. */
    static String readOnce(File path) throws IOException {
        try (FileInputStream stream = new FileInputStream(path)) {
            Buffer buffer = BUFFER.get();
            int count = stream.read(buffer.bytes);
            String first = text(buffer, count);
            // Files of /proc with a line for each of something give what fits a page, and then the next.
            String rest = count <= 0 ? "" : rest((into, position) -> stream.read(into.bytes), count);
            return rest.isEmpty() ? first : first + rest;
        }
    }

    private int read(Buffer buffer, long position) throws IOException {
        int count = channel.read(buffer.outside.clear(), position);
        if (count > 0) {
            buffer.outside.flip().get(buffer.bytes, 0, count);
        }
        return count;
    }

    private static String rest(Source source, int before) throws IOException {
        Buffer buffer = BUFFER.get();
        StringBuilder text = new StringBuilder();
        int count = source.read(buffer, before);
        while (count > 0 && before + text.length() < LARGEST) {
            text.append(text(buffer, count));
            count = source.read(buffer, before + text.length());
        }
        return text.toString();
    }

    private static String text(Buffer buffer, int count) {
        return count <= 0 ? "" : new String(buffer.bytes, 0, count, StandardCharsets.ISO_8859_1);
    }
}
