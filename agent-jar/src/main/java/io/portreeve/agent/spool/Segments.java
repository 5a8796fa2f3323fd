package io.portreeve.agent.spool;

import io.portreeve.agent.spool.Disk.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The segment files of one directory. Records are appended to the newest, older ones are only read, rewritten, deleted. */
final class Segments {
    private static final Logger LOG = Logger.getLogger(Segments.class.getName());
    private static final String DRAFT = ".draft";

    private final Path directory;
    private final Disk disk;
    private final long segmentBytes;
    private final NavigableMap<Long, Segment> segments = new TreeMap<>();
    private Optional<Active> active = Optional.empty();
    private long lastNumber;

    private record Active(Segment segment, StoredFile file) {}

    Segments(Path directory, Disk disk, long segmentBytes) {
        this.directory = directory;
        this.disk = disk;
        this.segmentBytes = segmentBytes;
    }

    /** One that was there before. */
    void found(Segment segment) {
        segments.put(segment.number(), segment);
        lastNumber = Math.max(lastNumber, segment.number());
    }

    /** Oldest first. */
    Collection<Segment> all() {
        return List.copyOf(segments.values());
    }

    long bytes() {
        return segments.values().stream().mapToLong(Segment::bytes).sum();
    }

    boolean isActive(Segment segment) {
        return active.filter(newest -> newest.segment == segment).isPresent();
    }

    /** What is written to at present, and may not have reached the disk. */
    Optional<StoredFile> newest() {
        return active.map(Active::file);
    }

    void append(Entry entry, byte[] payload) throws IOException {
        if (active.isPresent()
                && !active.get().segment.isEmpty()
                && active.get().segment.bytes() + entry.bytes() > segmentBytes) {
            closeNewest();
        }
        if (active.isEmpty()) {
            active = Optional.of(begin());
        }
        Active newest = active.get();
        long position = newest.segment.bytes();
        try {
            newest.file.write(record(entry, payload), position);
        } catch (IOException e) {
            abandon(newest, e);
            throw e;
        }
        place(entry, newest.segment, position);
    }

    byte[] payload(Entry entry) throws IOException {
        Segment segment = entry.segment().orElseThrow();
        if (isActive(segment)) {
            return payload(entry, active.orElseThrow().file);
        }
        try (StoredFile file = disk.open(segment.path())) {
            return payload(entry, file);
        }
    }

    /** Forces what was written to the disk, and begins another file with the next record. */
    void closeNewest() throws IOException {
        if (active.isPresent()) {
            Active newest = active.get();
            active = Optional.empty();
            try (StoredFile file = newest.file) {
                file.force();
            }
            deleteIfDead(newest.segment);
        }
    }

    /**
     * Writes the segment anew with these records only, and puts it in the place of what was there.
     *
     * @return those that could not be read
     */
    List<Entry> rewrite(Segment segment, List<Entry> kept, int thinnings) throws IOException {
        if (isActive(segment)) {
            closeNewest();
        }
        Path draft = directory.resolve(segment.path().getFileName() + DRAFT);
        List<Entry> written = new ArrayList<>();
        List<Entry> unreadable = new ArrayList<>();
        try (StoredFile from = disk.open(segment.path());
                StoredFile to = disk.open(draft)) {
            long position = SegmentHead.BYTES;
            to.write(new SegmentHead(segment.number(), thinnings).toBytes(), 0);
            for (Entry entry : kept) {
                Optional<byte[]> payload = payloadIfReadable(entry, from);
                if (payload.isPresent()) {
                    to.write(record(entry, payload.get()), position);
                    position += entry.bytes();
                    written.add(entry);
                } else {
                    unreadable.add(entry);
                }
            }
            to.force();
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        Files.move(draft, segment.path(), StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(directory);
        segment.rewritten(thinnings);
        written.forEach(entry -> place(entry, segment, segment.bytes()));
        deleteIfDead(segment);
        return unreadable;
    }

    /** The record is not wanted any more. */
    void release(Entry entry) {
        entry.segment().ifPresent(segment -> {
            segment.wantsNoMore(entry);
            deleteIfDead(segment);
        });
    }

    private void deleteIfDead(Segment segment) {
        if (segment.isDead() && !isActive(segment)) {
            try {
                Files.deleteIfExists(segment.path());
                segments.remove(segment.number());
            } catch (IOException e) {
                LOG.log(Level.FINE, "cannot delete " + segment.path(), e);
            }
        }
    }

    private Active begin() throws IOException {
        SegmentHead head = new SegmentHead(lastNumber + 1, 0);
        Segment segment = new Segment(directory, head);
        StoredFile file = disk.open(segment.path());
        try {
            file.truncate(0);
            file.write(head.toBytes(), 0);
            disk.forceDirectory(directory);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        lastNumber = segment.number();
        segments.put(segment.number(), segment);
        return new Active(segment, file);
    }

    private void abandon(Active newest, IOException reason) {
        active = Optional.empty();
        try (StoredFile file = newest.file) {
            file.truncate(newest.segment.bytes());
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        deleteIfDead(newest.segment);
    }

    private static void place(Entry entry, Segment segment, long position) {
        entry.stored(segment, position);
        segment.appended(entry.bytes());
        segment.wants(entry);
    }

    private static ByteBuffer record(Entry entry, byte[] payload) {
        return ByteBuffer.allocate(RecordHead.BYTES + payload.length)
                .put(entry.head(payload).toBytes())
                .put(payload)
                .flip();
    }

    private static Optional<byte[]> payloadIfReadable(Entry entry, StoredFile file) {
        try {
            return Optional.of(payload(entry, file));
        } catch (IOException e) {
            LOG.log(Level.FINE, "a record cannot be read", e);
            return Optional.empty();
        }
    }

    private static byte[] payload(Entry entry, StoredFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(entry.bytes());
        file.read(bytes, entry.position());
        Optional<RecordHead> head = RecordHead.of(bytes.slice(0, RecordHead.BYTES));
        byte[] payload = new byte[entry.payloadBytes()];
        bytes.position(RecordHead.BYTES).get(payload);
        if (head.isEmpty()
                || head.get().ordinal() != entry.ordinal()
                || head.get().payloadChecksum() != RecordHead.checksum(ByteBuffer.wrap(payload))) {
            throw new IOException("the record is damaged");
        }
        return payload;
    }
}
