package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Readings that are not acknowledged, oldest first, bounded in number and bytes; beyond that the oldest are dropped and
 * counted. A reading gets its sequence number when it is first sent and keeps it, so that sending it again counts once.
 * For one thread.
 */
final class Outbox {
    private static final int BYTES_PER_READING = 200;
    private static final int BYTES_PER_SAMPLE = 112;
    private static final long NOT_NUMBERED = 0;

    /** A reading on its way. */
    static final class Pending {
        private final Reading reading;
        private long sequence = NOT_NUMBERED;
        private boolean inFlight;

        private Pending(Reading reading) {
            this.reading = reading;
        }

        Reading reading() {
            return reading;
        }

        long sequence() {
            return sequence;
        }

        private int bytes() {
            return BYTES_PER_READING + reading.samples().size() * BYTES_PER_SAMPLE;
        }
    }

    private final int mostReadings;
    private final int mostBytes;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private long lastSequence;

    Outbox(int mostReadings, int mostBytes) {
        this.mostReadings = mostReadings;
        this.mostBytes = mostBytes;
    }

    void add(Reading reading) {
        Pending added = new Pending(reading);
        pending.add(added);
        bytes += added.bytes();
        while (pending.size() > 1 && (pending.size() > mostReadings || bytes > mostBytes)) {
            bytes -= pending.remove().bytes();
            dropped++;
        }
    }

    /** A new connection: what was stored is done with, everything else is to be sent (again). */
    void connected(long acknowledged) {
        acknowledge(acknowledged);
        pending.forEach(reading -> reading.inFlight = false);
        lastSequence = Math.max(lastSequence, acknowledged);
    }

    /** The oldest that is not on its way. */
    Optional<Pending> next() {
        return pending.stream().filter(reading -> !reading.inFlight).findFirst();
    }

    /** It goes out now. */
    void sending(Pending next) {
        if (next.sequence == NOT_NUMBERED) {
            next.sequence = ++lastSequence;
        }
        next.inFlight = true;
    }

    /** Everything up to the number is stored. */
    void acknowledge(long sequence) {
        removeIf(sequence, false);
    }

    /** The one with the number will never be stored. */
    void refuse(long sequence) {
        removeIf(sequence, true);
    }

    /** It cannot be sent at all. */
    void giveUp(Pending hopeless) {
        if (pending.remove(hopeless)) {
            bytes -= hopeless.bytes();
            dropped++;
        }
    }

    /** How many are sent on this connection and not answered. */
    int inFlight() {
        return (int) pending.stream().filter(reading -> reading.inFlight).count();
    }

    int size() {
        return pending.size();
    }

    long dropped() {
        return dropped;
    }

    /** The last number given out; 0 if none was. */
    long lastSequence() {
        return lastSequence;
    }

    /** The containers that readings name, by number, as they were then. */
    Map<Integer, Roster.Entry> named() {
        Map<Integer, Roster.Entry> named = new TreeMap<>();
        Roster seen = Roster.EMPTY;
        for (Pending each : pending) {
            if (!each.reading.roster().equals(seen)) {
                seen = each.reading.roster();
                seen.entries().forEach(entry -> named.put(entry.number(), entry));
            }
        }
        return named;
    }

    private void removeIf(long sequence, boolean exactly) {
        Iterator<Pending> each = pending.iterator();
        while (each.hasNext()) {
            Pending candidate = each.next();
            boolean numbered = candidate.sequence != NOT_NUMBERED;
            if (numbered && (exactly ? candidate.sequence == sequence : candidate.sequence <= sequence)) {
                bytes -= candidate.bytes();
                each.remove();
            }
        }
    }
}
