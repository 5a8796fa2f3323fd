package io.portreeve.selfhosted.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where everything that must survive a restart is, held by one launcher at a time. The lock ends with the process that
 * holds it, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
    /** Of the layout below; raised when an older launcher could no longer use it. */
    static final int FORMAT = 1;

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Makes the directory if need be, locks it and checks that this version can use it. */
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            PrivateFiles.directory(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            DataDirectory data = new DataDirectory(root, lock(root));
            data.checkFormat();
            for (Path part : new Path[] {data.run(), data.logs(), data.secrets(), data.agent(), data.redis()}) {
                PrivateFiles.directory(part);
            }
            return data;
        } catch (IOException e) {
            throw new StartFailedException("The data directory " + root + " cannot be used: " + reason(e), e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = PrivateFiles.touch(root.resolve("lock"));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another launcher in this JVM: the same answer as for one in another process.
        }
        channel.close();
        throw new StartFailedException("Another Portreeve is running with the data directory " + root
                + "; stop it first, or choose another directory with --data");
    }

    private void checkFormat() throws IOException {
        Path file = root.resolve("format");
        if (!Files.exists(file)) {
            PrivateFiles.write(file, FORMAT + "\n");
            return;
        }
        String text = Files.readString(file).strip();
        int found;
        try {
            found = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StartFailedException(
                    "The data directory " + root + " is damaged: " + file + " holds no number", e);
        }
        if (found > FORMAT) {
            throw new StartFailedException("The data directory " + root + " was written by a newer version of Portreeve"
                    + " (format " + found + ", this version knows " + FORMAT + "); use that version");
        }
    }

    public Path root() {
        return root;
    }

    /** What only matters while the parts run. */
    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path agent() {
        return root.resolve("agent");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
