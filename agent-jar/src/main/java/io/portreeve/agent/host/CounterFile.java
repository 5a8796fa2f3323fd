package io.portreeve.agent.host;

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
    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(8192));

    private final FileChannel channel;

    CounterFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    String read() throws IOException {
        return read(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static String readOnce(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return read(channel);
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = BUFFER.get();
        StringBuilder text = new StringBuilder();
        long position = 0;
        while (position < LARGEST) {
            buffer.clear();
            int count = channel.read(buffer, position);
            if (count <= 0) {
                break;
            }
            position += count;
            text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        return text.toString();
    }
}
