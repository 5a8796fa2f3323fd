package io.portreeve.agent.spool;

import io.portreeve.agent.spool.Disk.StoredFile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directory of a spool, locked: its segments and its numbers. */
final class Shelf implements AutoCloseable {
    private final Path directory;
    private final Disk disk;
    private final DirectoryLock lock;
    private final StateFile stateFile;
    private final Segments segments;
    private Map<SpoolStream, Numbering.State> written;

    private Shelf(Path directory, Disk disk, SpoolBounds bounds, DirectoryLock lock) throws IOException {
        this.directory = directory;
        this.disk = disk;
        this.lock = lock;
        stateFile = new StateFile(directory, disk);
        segments = new Segments(directory, disk, bounds.segmentBytes());
        written = stateFile.read();
    }

    static Shelf open(Path directory, Disk disk, SpoolBounds bounds) throws IOException {
        Disk.prepare(directory);
        DirectoryLock lock = DirectoryLock.of(directory);
        try {
            return new Shelf(directory, disk, bounds, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    Segments segments() {
        return segments;
    }

    /** As they were saved. */
    Numbers numbers() {
        return new Numbers(written);
    }

    /** Finds what an earlier run left; see {@link Recovery}. */
    List<Segment> recover(Index index, Numbers numbers, GapLedger ledger) throws IOException {
        return new Recovery(directory, disk, segments, index, numbers, ledger).run();
    }

    /** Writes segments anew without what is damaged or not wanted. */
    void repair(List<Segment> damaged) throws IOException {
        for (Segment segment : damaged) {
            segments.rewrite(segment, segment.wanted(), segment.thinnings());
        }
    }

    /** What was acknowledged once, is not any more, and is still on disk. */
    void restore(Index index, Numbers numbers) throws IOException {
        for (Segment segment : segments.all()) {
            try (StoredFile file = disk.open(segment.path())) {
                for (SegmentScan.Found found : SegmentScan.of(file).records()) {
                    long ordinal = found.head().ordinal();
                    SpoolStream.of(found.head().streamCode())
                            .filter(stream -> numbers.isWanted(stream, ordinal) && !index.contains(stream, ordinal))
                            .ifPresent(stream -> index.add(Entry.found(stream, found, segment)));
                }
            }
        }
    }

    /** Makes the numbers survive, if they changed. */
    void save(Map<SpoolStream, Numbering.State> states) throws IOException {
        if (!states.equals(written)) {
            stateFile.write(states);
            written = Map.copyOf(states);
        }
    }

    /** Forces a file that may have been closed meanwhile, and was forced then. */
    static void force(Optional<StoredFile> file) throws IOException {
        try {
            if (file.isPresent()) {
                file.get().force();
            }
        } catch (ClosedChannelException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            segments.closeNewest();
        }
    }
}
