package io.portreeve.agent.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was collected and will never arrive.
 *
 * @param from not after the first of what is lost
 * @param to not before the last of it
 * @param records how many records; 0 if nobody knows
 * @param items how many readings, events or the like; 0 if nobody knows
 */
public record Gap(SpoolStream stream, GapReason reason, Instant from, Instant to, long records, long items) {
    private static final int BYTES = 2 + 4 * Long.BYTES;

    /** Reads the payload of a record of {@link SpoolStream#GAPS}; empty if a later version wrote it. */
    public static Optional<Gap> of(byte[] payload) {
        if (payload.length < BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        Optional<SpoolStream> stream = SpoolStream.of(bytes.get());
        Optional<GapReason> reason = GapReason.of(bytes.get());
        Instant from = Instant.ofEpochMilli(bytes.getLong());
        Instant to = Instant.ofEpochMilli(bytes.getLong());
        long records = bytes.getLong();
        long items = bytes.getLong();
        return stream.flatMap(known -> reason.map(why -> new Gap(known, why, from, to, records, items)));
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) stream.code())
                .put((byte) reason.code())
                .putLong(from.toEpochMilli())
                .putLong(to.toEpochMilli())
                .putLong(records)
                .putLong(items)
                .array();
    }

    /** One that covers both, which are of the same stream and reason. */
    public Gap and(Gap other) {
        return new Gap(
                stream,
                reason,
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to,
                records + other.records,
                items + other.items);
    }
}
