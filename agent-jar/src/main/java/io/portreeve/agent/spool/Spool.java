package io.portreeve.agent.spool;

import io.portreeve.agent.spool.Disk.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps records until the cloud has acknowledged them. Any thread may call; but for {@link #upkeep} no call waits until
 * the disk has forced what was written, save now and then at the end of a segment.
 */
public final class Spool implements AutoCloseable {
    /** How often {@link #upkeep} is to be called; what a power cut can take. */
    public static final Duration FORCE_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Spool.class.getName());

    private final Path directory;
    private final Disk disk;
    private final SpoolBounds bounds;
    private final Clock clock;
    private final Index index = new Index();
    private final GapLedger ledger = new GapLedger();
    private final Store store;
    private Numbers numbers = new Numbers(Map.of());

    private Spool(Path directory, Disk disk, SpoolBounds bounds, Clock clock) {
        this.directory = directory;
        this.disk = disk;
        this.bounds = bounds;
        this.clock = clock;
        store = new Store(bounds, index, ledger, this::writeLosses);
    }

    /**
     * Takes the directory, and finds what an earlier run left there. If the disk refuses, the spool begins in memory.
     *
     * @throws SpoolException if another agent has the directory
     */
    public static Spool open(Path directory, SpoolBounds bounds, Clock clock) {
        return open(directory, Disk.OF_HOST, bounds, clock);
    }

    static Spool open(Path directory, Disk disk, SpoolBounds bounds, Clock clock) {
        Spool spool = new Spool(directory, disk, bounds, clock);
        spool.begin();
        return spool;
    }

    /** Takes a record; it has been written when this returns, if the disk takes it. */
    public synchronized void add(SpoolStream stream, Extent extent, byte[] payload) {
        Numbering numbering = numbers.of(stream);
        if (numbering.needsBlock()) {
            numbering.takeBlock();
            store.attempt(open -> open.save(numbers.states()));
        }
        Entry entry = Entry.of(stream, numbering.next(), extent, payload.length);
        if (entry.bytes() > bounds.largestRecord()) {
            ledger.lost(entry.lost(GapReason.DROPPED_FULL));
        } else {
            index.add(entry);
            store.keep(entry, payload);
        }
    }

    /**
     * The cloud tells the last number that it has of each stream; absent means none. What it has is done with, what it
     * has not and is still here is there again, and what was never sent gets numbers beyond.
     */
    public synchronized void welcomed(Map<SpoolStream, Long> acknowledged) {
        boolean less = numbers.welcomed(acknowledged);
        store.attempt(open -> {
            open.save(numbers.states());
            if (less) {
                open.restore(index, numbers);
            }
        });
        for (SpoolStream stream : SpoolStream.values()) {
            releaseAcknowledged(stream);
        }
    }

    /** The first record beyond the number, which is to be sent now. */
    public synchronized Optional<Spooled> next(SpoolStream stream, long after) {
        if (stream == SpoolStream.GAPS) {
            writeLosses();
        }
        Numbering numbering = numbers.of(stream);
        Optional<Entry> entry = index.after(stream, numbering.ordinal(after));
        while (entry.isPresent()) {
            Entry found = entry.get();
            Optional<byte[]> payload = store.payload(found);
            if (payload.isPresent()) {
                numbering.sending(found.ordinal());
                return Optional.of(
                        new Spooled(stream, numbering.sequence(found.ordinal()), found.extent(), payload.get()));
            }
            store.release(found);
            store.unreadable(List.of(found));
            entry = index.after(stream, found.ordinal());
        }
        return Optional.empty();
    }

    /** The cloud has everything up to the number. */
    public synchronized void acknowledge(SpoolStream stream, long sequence) {
        numbers.of(stream).acknowledge(sequence);
        releaseAcknowledged(stream);
    }

    /** The cloud will never take this one. */
    public synchronized void refuse(SpoolStream stream, long sequence) {
        index.at(stream, numbers.of(stream).ordinal(sequence)).ifPresent(store::release);
    }

    /** The last number given out; 0 if none was. */
    public synchronized long lastSequence(SpoolStream stream) {
        return numbers.of(stream).lastSequence();
    }

    public synchronized SpoolStatus status() {
        return new SpoolStatus(index.size(), store.bytes(), store.heldRecords(), ledger.records(), store.problem());
    }

    /** Gives up what is too old, forces what was written, and tries again a disk that refused. */
    public void upkeep() {
        Optional<StoredFile> written;
        synchronized (this) {
            expire();
            retry();
            if (store.problem().isEmpty()) {
                writeLosses();
            }
            written = store.newest();
        }
        try {
            Shelf.force(written);
        } catch (IOException e) {
            synchronized (this) {
                store.degrade(e);
            }
        }
        synchronized (this) {
            store.attempt(open -> open.save(numbers.states()));
        }
    }

    @Override
    public synchronized void close() {
        retry();
        writeLosses();
        store.attempt(open -> open.save(numbers.statesAtEnd()));
        store.close();
    }

    private synchronized void begin() {
        try {
            Shelf opened = Shelf.open(directory, disk, bounds);
            Numbers found = opened.numbers();
            List<Segment> damaged = opened.recover(index, found, ledger);
            numbers = found;
            store.use(opened);
            writeLosses();
            store.attempt(open -> {
                Shelf.force(open.segments().newest());
                open.repair(damaged);
            });
        } catch (IOException e) {
            store.degrade(e);
        }
        if (index.size() > 0) {
            LOG.info(() -> "spool: " + index.size() + " records wait for the cloud");
        }
    }

    private void writeLosses() {
        for (Gap gap : ledger.take()) {
            add(SpoolStream.GAPS, new Extent(gap.from(), gap.to(), 1), gap.toBytes());
        }
    }

    private void releaseAcknowledged(SpoolStream stream) {
        index.upTo(stream, numbers.of(stream).acknowledged()).forEach(store::release);
    }

    private void expire() {
        Instant now = clock.instant();
        for (SpoolStream stream : SpoolStream.values()) {
            long oldest = now.minus(bounds.age(stream)).toEpochMilli();
            List<Entry> expired = index.all(stream).stream()
                    .filter(entry -> entry.toMillis() < oldest)
                    .toList();
            if (stream != SpoolStream.GAPS) {
                expired.forEach(entry -> ledger.lost(entry.lost(GapReason.EXPIRED)));
            }
            if (store.problem().isEmpty()) {
                writeLosses();
            }
            expired.forEach(store::release);
        }
    }

    private void retry() {
        if (store.hasDisk()) {
            store.retry(numbers.states());
            return;
        }
        try {
            Shelf opened = Shelf.open(directory, disk, bounds);
            Index left = new Index();
            GapLedger found = new GapLedger();
            opened.recover(left, opened.numbers(), found);
            store.use(opened);
            store.retry(numbers.states());
            if (store.problem().isPresent()) {
                store.close();
                return;
            }
            found.take().forEach(ledger::lost);
            takeOver(left, opened.segments());
        } catch (IOException | SpoolException e) {
            LOG.log(Level.FINE, "the disk still refuses", e);
        }
    }

    /** What an earlier run left was out of reach at the start, and its numbers may be in use again: it gets new ones. */
    private void takeOver(Index left, Segments segments) throws IOException {
        for (Entry entry : left.all().toList()) {
            byte[] payload = segments.payload(entry);
            add(entry.stream(), entry.extent(), payload);
            left.remove(entry);
            segments.release(entry);
        }
    }
}
