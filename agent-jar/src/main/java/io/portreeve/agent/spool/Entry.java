package io.portreeve.agent.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** What the index knows of a record: where it is, and enough to say what is missing when it goes. */
final class Entry {
    private static final byte[] NOTHING = {};

    private final SpoolStream stream;
    private final long ordinal;
    private final long fromMillis;
    private final long toMillis;
    private final int items;
    private final int payloadBytes;
    private Optional<Segment> segment = Optional.empty();
    private long position;
    private byte[] held = NOTHING;

    private Entry(SpoolStream stream, long ordinal, long fromMillis, long toMillis, int items, int payloadBytes) {
        this.stream = stream;
        this.ordinal = ordinal;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
        this.items = items;
        this.payloadBytes = payloadBytes;
    }

    static Entry of(SpoolStream stream, long ordinal, Extent extent, int payloadBytes) {
        return new Entry(
                stream,
                ordinal,
                extent.from().toEpochMilli(),
                extent.to().toEpochMilli(),
                extent.items(),
                payloadBytes);
    }

    static Entry of(SpoolStream stream, RecordHead head) {
        return new Entry(stream, head.ordinal(), head.fromMillis(), head.toMillis(), head.items(), head.payloadBytes());
    }

    /** One that is in a segment, and wanted. */
    static Entry found(SpoolStream stream, SegmentScan.Found found, Segment segment) {
        Entry entry = of(stream, found.head());
        entry.stored(segment, found.position());
        segment.wants(entry);
        return entry;
    }

    SpoolStream stream() {
        return stream;
    }

    boolean isReading() {
        return stream.weight() == Weight.THINNED_FIRST;
    }

    long ordinal() {
        return ordinal;
    }

    long toMillis() {
        return toMillis;
    }

    Extent extent() {
        return new Extent(Instant.ofEpochMilli(fromMillis), Instant.ofEpochMilli(toMillis), items);
    }

    int payloadBytes() {
        return payloadBytes;
    }

    /** With its head. */
    int bytes() {
        return RecordHead.BYTES + payloadBytes;
    }

    /** Empty while it is in memory. */
    Optional<Segment> segment() {
        return segment;
    }

    long position() {
        return position;
    }

    byte[] held() {
        return held;
    }

    void hold(byte[] payload) {
        held = payload;
    }

    void stored(Segment in, long at) {
        segment = Optional.of(in);
        position = at;
        held = NOTHING;
    }

    RecordHead head(byte[] payload) {
        return new RecordHead(
                stream.code(),
                ordinal,
                fromMillis,
                toMillis,
                items,
                payload.length,
                RecordHead.checksum(ByteBuffer.wrap(payload)));
    }

    Gap lost(GapReason reason) {
        return new Gap(stream, reason, extent().from(), extent().to(), 1, items);
    }
}
