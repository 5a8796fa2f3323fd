package io.portreeve.agent.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A kernel file that is kept open and read from its start each time. After its cgroup has gone, reading fails with
 * ENODEV, even if another of the same name has come.
 */
final class CounterFile implements AutoCloseable {
    private static final int LARGEST = 256 * 1024;
    private static final int USUAL = 8192;
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[USUAL]);

    /** Not a channel: of what reading a few bytes through one costs, nine parts of ten are not the kernel's. */
    private final RandomAccessFile file;

    /** Puts what comes next there, at most to the end of the array. */
    @FunctionalInterface
    private interface Source {
        int read(byte[] bytes) throws IOException;
    }

    CounterFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
    }

    String read() throws IOException {
        file.seek(0);
        byte[] bytes = BUFFER.get();
        int count = file.read(bytes);
        // Files of cgroups give all they have at once; only one that fills the buffer may have more.
        return count < bytes.length ? text(bytes, count) : text(bytes, count) + rest(file::read, count);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static String readOnce(Path path) throws IOException {
        return readOnce(path.toFile());
    }

    static String readOnce(File path) throws IOException {
        try (FileInputStream stream = new FileInputStream(path)) {
            byte[] bytes = BUFFER.get();
            int count = stream.read(bytes);
            String first = text(bytes, count);
            // Files of /proc with a line for each of something give what fits a page, and then the next.
            String rest = count <= 0 ? "" : rest(stream::read, count);
            return rest.isEmpty() ? first : first + rest;
        }
    }

    private static String rest(Source source, int before) throws IOException {
        byte[] bytes = BUFFER.get();
        StringBuilder text = new StringBuilder();
        int count = source.read(bytes);
        while (count > 0 && before + text.length() < LARGEST) {
            text.append(text(bytes, count));
            count = source.read(bytes);
        }
        return text.toString();
    }

    private static String text(byte[] bytes, int count) {
        return count <= 0 ? "" : new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    }
}
