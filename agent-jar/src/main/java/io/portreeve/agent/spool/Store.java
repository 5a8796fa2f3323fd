package io.portreeve.agent.spool;

import io.portreeve.agent.spool.Disk.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where payloads are: on disk, or in memory while that refuses. What it gives up for want of room goes into the ledger,
 * and is written down first. For one thread.
 */
final class Store {
    private static final Logger LOG = Logger.getLogger(Store.class.getName());

    private final SpoolBounds bounds;
    private final Index index;
    private final GapLedger ledger;
    private final Runnable writeLosses;
    private final Held held;
    private Optional<Shelf> shelf = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private boolean makingRoom;
    private boolean retrying;

    /** Something that needs the disk. */
    @FunctionalInterface
    interface DiskStep {
        void run(Shelf open) throws IOException;
    }

    /**
     * A store without a disk.
     *
     * @param writeLosses makes records of what is in the ledger, and gives them to this store
     */
    Store(SpoolBounds bounds, Index index, GapLedger ledger, Runnable writeLosses) {
        this.bounds = bounds;
        this.index = index;
        this.ledger = ledger;
        this.writeLosses = writeLosses;
        held = new Held(bounds.heldRecords(), bounds.heldBytes());
    }

    void use(Shelf opened) {
        shelf = Optional.of(opened);
    }

    boolean hasDisk() {
        return shelf.isPresent();
    }

    Optional<String> problem() {
        return problem;
    }

    int heldRecords() {
        return held.size();
    }

    long bytes() {
        return shelf.map(open -> open.segments().bytes()).orElse(0L);
    }

    /** What was written and may not have reached the disk. */
    Optional<StoredFile> newest() {
        return shelf.flatMap(open -> open.segments().newest());
    }

    /** False if the disk refuses, now or since a while. */
    boolean attempt(DiskStep step) {
        if (shelf.isEmpty() || problem.isPresent()) {
            return false;
        }
        try {
            step.run(shelf.get());
            return true;
        } catch (IOException e) {
            degrade(e);
            return false;
        }
    }

    void degrade(IOException reason) {
        if (problem.isEmpty()) {
            String text = "the disk does not take the spool (" + reason.getMessage() + "): records are kept in memory";
            problem = Optional.of(text);
            LOG.log(retrying ? Level.FINE : Level.WARNING, "spool: {0}", text);
        }
    }

    /** Takes the payload of a record that is in the index. */
    void keep(Entry entry, byte[] payload) {
        if (attempt(open -> write(open, entry, payload))) {
            return;
        }
        held.add(entry, payload);
        Optional<Entry> surplus = held.surplus();
        while (surplus.isPresent()) {
            index.remove(surplus.get());
            held.remove(surplus.get());
            ledger.lost(surplus.get().lost(GapReason.DROPPED_FULL));
            surplus = held.surplus();
        }
    }

    /** Empty if the disk does not give it back. */
    Optional<byte[]> payload(Entry entry) {
        if (entry.segment().isEmpty()) {
            return Optional.of(entry.held());
        }
        try {
            return Optional.of(shelf.orElseThrow().segments().payload(entry));
        } catch (IOException e) {
            LOG.log(Level.FINE, "a record cannot be read", e);
            return Optional.empty();
        }
    }

    /** The record is not wanted any more. */
    void release(Entry entry) {
        if (index.remove(entry)) {
            held.remove(entry);
            shelf.ifPresent(open -> open.segments().release(entry));
        }
    }

    /** The records were to be there, and are not. */
    void unreadable(List<Entry> entries) {
        if (!entries.isEmpty()) {
            LOG.warning(() -> "spool: " + entries.size() + " records do not read as written, and are given up");
            entries.forEach(entry -> ledger.lost(entry.lost(GapReason.CORRUPT)));
        }
    }

    /** Tries again a disk that refused. */
    void retry(Map<SpoolStream, Numbering.State> states) {
        if (problem.isEmpty() || shelf.isEmpty()) {
            return;
        }
        String before = problem.get();
        problem = Optional.empty();
        retrying = true;
        try {
            shelf.get().save(states);
            while (held.size() > 0 && problem.isEmpty()) {
                Entry oldest = held.oldest();
                write(shelf.get(), oldest, oldest.held());
                held.remove(oldest);
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "the disk still refuses", e);
            problem = Optional.of(before);
        }
        retrying = false;
        if (problem.isEmpty()) {
            LOG.info("spool: the disk takes records again");
        }
    }

    void close() {
        shelf.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "spool: not all of it could be forced to the disk: {0}", e.toString());
            }
        });
        shelf = Optional.empty();
    }

    private void write(Shelf open, Entry entry, byte[] payload) throws IOException {
        if (!makingRoom) {
            makingRoom = true;
            try {
                new Room(bounds, open.segments(), index, new Losses(open)).make(entry.bytes());
            } finally {
                makingRoom = false;
            }
        }
        open.segments().append(entry, payload);
    }

    private final class Losses implements Room.Losses {
        private final Shelf open;

        private Losses(Shelf open) {
            this.open = open;
        }

        @Override
        public void about(List<Entry> given, GapReason reason) throws IOException {
            given.forEach(entry -> ledger.lost(entry.lost(reason)));
            writeLosses.run();
            Shelf.force(open.segments().newest());
        }

        @Override
        public void unreadable(List<Entry> entries) {
            Store.this.unreadable(entries);
        }
    }
}
