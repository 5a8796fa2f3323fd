package io.portreeve.agent.spool;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The beginning of a segment file.
 *
 * @param thinnings how often every second reading was taken out
 */
record SegmentHead(long number, int thinnings) {
    static final int BYTES = 24;
    private static final int MARK = 0x50525350; // "PRSP"
    private static final int VERSION = 1;

    ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.position(Integer.BYTES);
        bytes.putInt(MARK).putInt(VERSION).putLong(number).putInt(thinnings);
        bytes.putInt(
                0, RecordHead.checksum(bytes.duplicate().position(Integer.BYTES).limit(BYTES)));
        return bytes.flip();
    }

    static Optional<SegmentHead> of(ByteBuffer bytes) {
        int expected = bytes.getInt();
        if (RecordHead.checksum(bytes.duplicate()) != expected || bytes.getInt() != MARK || bytes.getInt() != VERSION) {
            return Optional.empty();
        }
        return Optional.of(new SegmentHead(bytes.getLong(), bytes.getInt()));
    }
}
