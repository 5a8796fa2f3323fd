package io.portreeve.agent.spool;

import io.portreeve.agent.spool.Disk.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;

/** The numbers that outlive the process: there whole or not at all. */
final class StateFile {
    private static final String NAME = "numbers";
    private static final int MARK = 0x50525331; // "PRS1"
    private static final int PER_STREAM = 2 + 3 * Long.BYTES;

    private final Path path;
    private final Disk disk;

    StateFile(Path directory, Disk disk) {
        path = directory.resolve(NAME);
        this.disk = disk;
    }

    /** Without a file, or with a damaged one, every stream is new: what is sent then may be sent a second time. */
    Map<SpoolStream, Numbering.State> read() throws IOException {
        Map<SpoolStream, Numbering.State> states = new EnumMap<>(SpoolStream.class);
        if (!Files.exists(path)) {
            return states;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        if (bytes.remaining() < 2 * Integer.BYTES
                || bytes.getInt() != RecordHead.checksum(bytes.duplicate())
                || bytes.getInt() != MARK) {
            return states;
        }
        while (bytes.remaining() >= PER_STREAM) {
            int code = bytes.get();
            Numbering.State state =
                    new Numbering.State(bytes.get() != 0, bytes.getLong(), bytes.getLong(), bytes.getLong());
            SpoolStream.of(code).ifPresent(stream -> states.put(stream, state));
        }
        return states;
    }

    void write(Map<SpoolStream, Numbering.State> states) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + states.size() * PER_STREAM);
        bytes.position(Integer.BYTES);
        bytes.putInt(MARK);
        states.forEach((stream, state) -> bytes.put((byte) stream.code())
                .put((byte) (state.settled() ? 1 : 0))
                .putLong(state.shift())
                .putLong(state.acknowledged())
                .putLong(state.ceiling()));
        bytes.putInt(0, RecordHead.checksum(bytes.duplicate().flip().position(Integer.BYTES)));
        Path draft = path.resolveSibling(NAME + ".draft");
        try (StoredFile file = disk.open(draft)) {
            file.truncate(0);
            file.write(bytes.flip(), 0);
            file.force();
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(path.getParent());
    }
}
