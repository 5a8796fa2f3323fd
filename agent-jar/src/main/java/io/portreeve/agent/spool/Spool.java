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
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

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
    private boolean readingsMoved;

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

    /** Takes a record, and gives its number; it has been written when this returns, if the disk takes it. */
    public synchronized long add(SpoolStream stream, Extent extent, byte[] payload) {
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
        return numbering.sequence(entry.ordinal());
    }

    /** Something was collected and cannot even be added. */
    public synchronized void lost(Gap gap) {
        ledger.lost(gap);
    }

    /**
     * The cloud tells the last number that it has of the stream; 0 means none. What it has is done with, what it has not
     * and is still here is there again, and what was never sent gets numbers beyond.
     */
    public synchronized void welcomed(SpoolStream stream, long sequence) {
        Numbering numbering = numbers.of(stream);
        long before = numbering.acknowledged();
        numbering.welcomed(sequence);
        store.attempt(open -> {
            open.save(numbers.states());
            if (numbering.acknowledged() < before) {
                open.restore(index, numbers);
            }
        });
        releaseAcknowledged(stream);
    }

    /** The first record beyond the number, which is to be sent now. */
    public synchronized Optional<Spooled> next(SpoolStream stream, long after) {
        if (stream == SpoolStream.GAPS) {
            writeLosses();
        }
        Optional<Spooled> next = peek(stream, after);
        next.ifPresent(spooled -> numbers.of(stream).sending(numbers.of(stream).ordinal(spooled.sequence())));
        return next;
    }

    /** The first record beyond the number. */
    public synchronized Optional<Spooled> peek(SpoolStream stream, long after) {
        long ordinal = numbers.of(stream).ordinal(after);
        return readable(() -> index.after(stream, ordinal));
    }

    /** The same, not read from the disk. */
    public synchronized Optional<Waiting> waiting(SpoolStream stream, long after) {
        Numbering numbering = numbers.of(stream);
        return index.after(stream, numbering.ordinal(after))
                .map(entry -> new Waiting(numbering.sequence(entry.ordinal()), entry.extent()));
    }

    /** All up to the number, in order, not read from the disk. */
    public synchronized List<Waiting> waitingUpTo(SpoolStream stream, long sequence) {
        Numbering numbering = numbers.of(stream);
        return index.upTo(stream, numbering.ordinal(sequence)).stream()
                .map(entry -> new Waiting(numbering.sequence(entry.ordinal()), entry.extent()))
                .toList();
    }

    /** The newest record. */
    public synchronized Optional<Spooled> last(SpoolStream stream) {
        return readable(() -> index.last(stream));
    }

    public synchronized int count(SpoolStream stream) {
        return index.all(stream).size();
    }

    /** The cloud has everything up to the number. */
    public synchronized void acknowledge(SpoolStream stream, long sequence) {
        numbers.of(stream).acknowledge(sequence);
        if (stream == SpoolStream.READINGS) {
            readingsMoved = true;
        } else {
            keepReadingsAway();
        }
        releaseAcknowledged(stream);
    }

    /** The cloud will never take this one. */
    public synchronized void refuse(SpoolStream stream, long sequence) {
        index.at(stream, numbers.of(stream).ordinal(sequence))
                .ifPresent(entry -> ledger.lost(entry.lost(GapReason.REFUSED)));
        withdraw(stream, sequence);
    }

    /** It is not wanted any more, for something else tells what it did. */
    public synchronized void withdraw(SpoolStream stream, long sequence) {
        keepReadingsAway();
        index.at(stream, numbers.of(stream).ordinal(sequence)).ifPresent(store::release);
    }

    /** What is added from now on follows what is acknowledged; what is there already is to be withdrawn. */
    public synchronized void startOver(SpoolStream stream) {
        numbers.of(stream).startOver();
    }

    /** The last number given out; 0 before the cloud has told where to go on. */
    public synchronized long lastSequence(SpoolStream stream) {
        return numbers.of(stream).lastSequence();
    }

    /** What the next record will have; another one if the cloud tells so before it is sent. */
    public synchronized long nextSequence(SpoolStream stream) {
        return numbers.of(stream).nextSequence();
    }

    public synchronized SpoolStatus status() {
        return new SpoolStatus(
                index.size(), store.bytes(), store.heldRecords(), ledger.records(), oldest(), store.problem());
    }

    private Optional<Instant> oldest() {
        return Stream.of(SpoolStream.METRICS, SpoolStream.EVENTS, SpoolStream.MACHINE)
                .flatMap(stream -> index.all(stream).stream().limit(1))
                .map(entry -> entry.extent().from())
                .min(Instant::compareTo);
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

    /** Before the batch goes that tells which readings it holds, their numbers have to. */
    private void keepReadingsAway() {
        if (readingsMoved) {
            readingsMoved = false;
            store.attempt(open -> open.save(numbers.states()));
        }
    }

    /** What cannot be read is not there any more when it is looked for again. */
    private Optional<Spooled> readable(Supplier<Optional<Entry>> which) {
        Optional<Entry> entry = which.get();
        Optional<Spooled> read = entry.flatMap(this::read);
        while (entry.isPresent() && read.isEmpty()) {
            entry = which.get();
            read = entry.flatMap(this::read);
        }
        return read;
    }

    private Optional<Spooled> read(Entry entry) {
        Optional<byte[]> payload = store.payload(entry);
        if (payload.isEmpty()) {
            store.release(entry);
            store.unreadable(List.of(entry));
        }
        long sequence = numbers.of(entry.stream()).sequence(entry.ordinal());
        return payload.map(bytes -> new Spooled(entry.stream(), sequence, entry.extent(), bytes));
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
            if (entry.stream() == SpoolStream.READINGS) {
                ledger.lost(entry.lost(GapReason.CORRUPT));
            } else {
                add(entry.stream(), entry.extent(), segments.payload(entry));
            }
            left.remove(entry);
            segments.release(entry);
        }
    }
}
