package io.portreeve.agent.spool;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What comes before a payload on disk. It has a checksum of its own, so that a damaged payload costs one record whose
 * time is known, not the rest of the segment.
 *
 * @param streamCode perhaps of a later version
 */
record RecordHead(
        int streamCode,
        long ordinal,
        long fromMillis,
        long toMillis,
        int items,
        int payloadBytes,
        int payloadChecksum) {
    static final int BYTES = 44;
    static final int LARGEST_PAYLOAD = 64 << 20;
    private static final int MARK = 0x5052; // "PR"

    static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.position(Integer.BYTES);
        bytes.putShort((short) MARK)
                .putShort((short) streamCode)
                .putLong(ordinal)
                .putLong(fromMillis)
                .putLong(toMillis)
                .putInt(items)
                .putInt(payloadBytes)
                .putInt(payloadChecksum);
        bytes.putInt(0, checksum(bytes.duplicate().position(Integer.BYTES).limit(BYTES)));
        return bytes.flip();
    }

    /** Empty if it is none, or damaged. */
    static Optional<RecordHead> of(ByteBuffer bytes) {
        int expected = bytes.getInt();
        if (checksum(bytes.duplicate()) != expected || bytes.getShort() != MARK) {
            return Optional.empty();
        }
        RecordHead head = new RecordHead(
                bytes.getShort(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt());
        boolean possible = head.payloadBytes >= 0 && head.payloadBytes <= LARGEST_PAYLOAD && head.items >= 0;
        return possible ? Optional.of(head) : Optional.empty();
    }
}
