package io.portreeve.agent.spool;

import io.portreeve.agent.spool.Disk.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a segment file holds.
 *
 * @param head empty if that is damaged, and then there is nothing else
 * @param damaged records whose payload is not what was written
 * @param torn the record whose payload is not all there
 * @param end where the last record that can be told from its neighbours ends; what follows makes no sense
 */
record SegmentScan(
        Optional<SegmentHead> head,
        List<Found> records,
        List<RecordHead> damaged,
        Optional<RecordHead> torn,
        long end,
        long size) {
    private static final int STEP = 64 << 10;

    /** A whole record. */
    record Found(RecordHead head, long position) {}

    boolean isWhole() {
        return head.isPresent() && end == size && damaged.isEmpty();
    }

    static SegmentScan of(StoredFile file) throws IOException {
        long size = file.size();
        Optional<SegmentHead> head =
                size < SegmentHead.BYTES ? Optional.empty() : SegmentHead.of(read(file, 0, SegmentHead.BYTES));
        List<Found> records = new ArrayList<>();
        List<RecordHead> damaged = new ArrayList<>();
        Optional<RecordHead> torn = Optional.empty();
        long at = SegmentHead.BYTES;
        while (head.isPresent() && size - at >= RecordHead.BYTES) {
            Optional<RecordHead> record = RecordHead.of(read(file, at, RecordHead.BYTES));
            if (record.isEmpty()) {
                break;
            }
            long next = at + RecordHead.BYTES + record.get().payloadBytes();
            if (next > size) {
                torn = record;
                break;
            }
            if (checksum(file, at + RecordHead.BYTES, next) == record.get().payloadChecksum()) {
                records.add(new Found(record.get(), at));
            } else {
                damaged.add(record.get());
            }
            at = next;
        }
        return new SegmentScan(head, List.copyOf(records), List.copyOf(damaged), torn, Math.min(at, size), size);
    }

    private static int checksum(StoredFile file, long from, long to) throws IOException {
        CRC32C checksum = new CRC32C();
        for (long at = from; at < to; at += STEP) {
            checksum.update(read(file, at, (int) Math.min(STEP, to - at)));
        }
        return (int) checksum.getValue();
    }

    private static ByteBuffer read(StoredFile file, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        file.read(bytes, position);
        return bytes.flip();
    }
}
