package io.portreeve.agent.spool;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where files come from; turned round so that tests can have a disk that is full or breaks. */
interface Disk {
    /** The file, made for its owner alone if it is not there. */
    StoredFile open(Path path) throws IOException;

    /** Makes the names of new files survive a power cut. */
    default void forceDirectory(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** A file by positions. */
    interface StoredFile extends Closeable {
        long size() throws IOException;

        /** Fills the buffer. */
        void read(ByteBuffer bytes, long position) throws IOException;

        /** Writes all of it, or as much as goes before it fails. */
        void write(ByteBuffer bytes, long position) throws IOException;

        void truncate(long size) throws IOException;

        void force() throws IOException;
    }

    /** The host's own. */
    Disk OF_HOST = path -> new HostFile(FileChannel.open(path, HostFile.OPTIONS, HostFile.OWNER_ONLY));

    /** A channel. */
    final class HostFile implements StoredFile {
        private static final Set<OpenOption> OPTIONS =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        private static final FileAttribute<?> OWNER_ONLY =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

        private final FileChannel channel;

        /** Whether something may not have reached the disk; an earlier process may have left it so. */
        private volatile boolean changed = true;

        private HostFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, at);
                if (count < 0) {
                    throw new EOFException("the file is shorter than it was");
                }
                at += count;
            }
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            long at = position;
            try {
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            } finally {
                changed = true;
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
            changed = true;
        }

        /** One at a time: who finds nothing changed may rely on it that all is forced. */
        @Override
        public synchronized void force() throws IOException {
            if (!changed) {
                return;
            }
            // Before, so that what is written meanwhile is forced the next time.
            changed = false;
            try {
                channel.force(true);
            } catch (IOException e) {
                changed = true;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The directory, for its owner alone. */
    static void prepare(Path directory) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(ownerOnly));
        if (!Files.getPosixFilePermissions(directory).equals(ownerOnly)) {
            Files.setPosixFilePermissions(directory, ownerOnly);
        }
    }
}
