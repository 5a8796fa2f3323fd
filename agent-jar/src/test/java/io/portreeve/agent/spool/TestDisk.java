package io.portreeve.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that can be full, and never waits. */
final class TestDisk implements Disk {
    private long roomBytes = Long.MAX_VALUE;

    /** From now on writes fail once so much is written; what fits is written. */
    void fullAfter(long bytes) {
        roomBytes = bytes;
    }

    void hasRoom() {
        roomBytes = Long.MAX_VALUE;
    }

    @Override
    public void forceDirectory(Path directory) {}

    @Override
    public StoredFile open(Path path) throws IOException {
        StoredFile file = Disk.OF_HOST.open(path);
        return new StoredFile() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void read(ByteBuffer bytes, long position) throws IOException {
                file.read(bytes, position);
            }

            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                int whole = bytes.remaining();
                if (whole > roomBytes) {
                    file.write(bytes.slice().limit((int) roomBytes), position);
                    roomBytes = 0;
                    throw new IOException("No space left on device");
                }
                roomBytes -= roomBytes == Long.MAX_VALUE ? 0 : whole;
                file.write(bytes, position);
            }

            @Override
            public void truncate(long size) throws IOException {
                file.truncate(size);
            }

            @Override
            public void force() {}

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
