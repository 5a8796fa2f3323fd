package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.contract.message.ContainerFacts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is not acknowledged, oldest first: batches, bounded in number and bytes, beyond which the oldest are dropped and
 * counted, and the readings of the minute that is not over. A batch gets its number when it is made and keeps it, so that
 * sending it again counts once; numbers given before the first connection told where to go on are given anew then. For
 * one thread.
 */
final class Outbox {
    /** A batch on its way. */
    static final class Pending {
        private final DurableBatch batch;
        private final long bytes;
        private boolean inFlight;

        private Pending(DurableBatch batch, long bytes) {
            this.batch = batch;
            this.bytes = bytes;
        }

        DurableBatch batch() {
            return batch;
        }
    }

    private final int mostBatches;
    private final int mostBytes;
    private final Packer packer;
    private final OpenMinute open;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private long lastSequence;
    private boolean numbersAreKnown;
    private boolean apart;

    Outbox(int mostBatches, int mostBytes, Packer packer, OpenMinute open) {
        this.mostBatches = mostBatches;
        this.mostBytes = mostBytes;
        this.packer = packer;
        this.open = open;
    }

    void add(Reading reading) {
        if (reading.samples().isEmpty()) {
            return;
        }
        if (!open.takes(reading)) {
            seal();
        }
        open.add(reading);
        if (apart || open.isFull()) {
            seal();
        }
    }

    /** Makes a batch of what has been read, if its minute is over. */
    void sealBefore(Instant now) {
        if (open.isOverAt(now)) {
            seal();
        }
    }

    /** Makes a batch of what has been read. */
    void seal() {
        List<Reading> readings = open.take();
        if (!readings.isEmpty()) {
            seal(readings);
        }
    }

    /**
     * A new connection: what was stored is done with, everything else is to be sent (again).
     *
     * @param understandsPacked whether the cloud takes several readings at once
     */
    void connected(long acknowledged, boolean understandsPacked) {
        boolean renumber = !numbersAreKnown && acknowledged > 0;
        boolean takeApart = !understandsPacked && !apart;
        if (numbersAreKnown) {
            acknowledge(acknowledged);
        }
        numbersAreKnown = true;
        apart = !understandsPacked;
        if (takeApart) {
            seal();
        }
        if (renumber || takeApart) {
            List<Pending> before = List.copyOf(pending);
            pending.clear();
            bytes = 0;
            lastSequence = acknowledged;
            before.forEach(each -> again(each.batch, takeApart));
        }
        pending.forEach(each -> each.inFlight = false);
        lastSequence = Math.max(lastSequence, acknowledged);
    }

    /** The oldest that is not on its way. */
    Optional<Pending> next() {
        return pending.stream().filter(each -> !each.inFlight).findFirst();
    }

    /** It goes out now. */
    void sending(Pending next) {
        next.inFlight = true;
    }

    /** Everything up to the number is stored. */
    void acknowledge(long sequence) {
        removeIf(batch -> batch.sequence() <= sequence);
    }

    /** The one with the number will never be stored. */
    void refuse(long sequence) {
        removeIf(batch -> batch.sequence() == sequence);
    }

    /** It cannot be sent at all. */
    void giveUp(Pending hopeless) {
        if (pending.remove(hopeless)) {
            bytes -= hopeless.bytes;
            dropped++;
        }
    }

    /** How many are sent on this connection and not answered. */
    int inFlight() {
        return (int) pending.stream().filter(each -> each.inFlight).count();
    }

    /** Batches, without what is not one yet. */
    int size() {
        return pending.size();
    }

    long dropped() {
        return dropped;
    }

    /** The last number given out; 0 if none was that counts. */
    long lastSequence() {
        return numbersAreKnown ? lastSequence : 0;
    }

    /** The containers that are named here, by the engine's id, as they were then. */
    Map<String, ContainerFacts> named() {
        Map<String, ContainerFacts> named = new LinkedHashMap<>();
        List<ContainerFacts> seen = List.of();
        for (Pending each : pending) {
            if (each.batch.containers() != seen) {
                seen = each.batch.containers();
                seen.forEach(container -> named.put(container.dockerId(), container));
            }
        }
        for (Reading reading : open.readings()) {
            reading.roster()
                    .entries()
                    .forEach(entry -> named.put(entry.container().id(), Messages.facts(entry)));
        }
        return named;
    }

    private void seal(List<Reading> readings) {
        Optional<DurableBatch> packed = packer.pack(lastSequence + 1, readings);
        if (packed.isPresent()) {
            if (apart) {
                again(packed.get(), true);
            } else {
                lastSequence++;
                append(packed.get());
            }
        } else if (readings.size() > 1) {
            int half = readings.size() / 2;
            seal(readings.subList(0, half));
            seal(readings.subList(half, readings.size()));
        } else {
            dropped++;
        }
    }

    private void again(DurableBatch batch, boolean takeApart) {
        if (takeApart) {
            packer.apart(batch, () -> ++lastSequence).forEach(this::append);
        } else {
            append(packer.renumbered(batch, ++lastSequence));
        }
    }

    private void append(DurableBatch batch) {
        Pending last = pending.peekLast();
        boolean shares = last != null && last.batch.containers().equals(batch.containers());
        Pending added = shares
                ? new Pending(
                        new DurableBatch(batch.sequence(), batch.frame(), last.batch.containers()), batch.frameBytes())
                : new Pending(batch, batch.frameBytes() + batch.containerBytes());
        pending.add(added);
        bytes += added.bytes;
        while (pending.size() > 1 && (pending.size() > mostBatches || bytes > mostBytes)) {
            bytes -= pending.remove().bytes;
            dropped++;
        }
    }

    private void removeIf(Predicate<DurableBatch> done) {
        Iterator<Pending> each = pending.iterator();
        while (each.hasNext()) {
            Pending candidate = each.next();
            if (done.test(candidate.batch)) {
                bytes -= candidate.bytes;
                each.remove();
            }
        }
    }
}
