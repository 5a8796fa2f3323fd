package io.portreeve.agent.link;

import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.agent.spool.Spooled;
import io.portreeve.agent.spool.Waiting;
import io.portreeve.contract.message.ContainerFacts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Logger;

/**
 * Batches of readings that are not acknowledged, in the spool, oldest first. A batch gets its number when it is made and
 * keeps it, so that sending it again counts once; numbers given before the first connection told where to go on are given
 * anew then. For one thread.
 */
final class Outbox {
    private static final Logger LOG = Logger.getLogger(Outbox.class.getName());

    /** As many batches have their containers declared at once; what is in flight is among them. */
    private static final int DECLARED_AHEAD = 48;

    private static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    /** A batch to be sent. */
    record Pending(DurableBatch batch, Instant until) {}

    private final Spool spool;
    private final Packer packer;
    private final BatchRecord form;
    private final Sealer sealer;
    private final Backfill backfill;
    private final ContainerNames names = new ContainerNames();
    private final TreeSet<Long> inFlight = new TreeSet<>();
    private long sent = BEFORE_ALL;
    private boolean apart;
    private long unreadable;

    /** Goes on with what an earlier process left in the spool. */
    Outbox(Spool spool, Packer packer, BatchRecord form, OpenMinute open, Backfill backfill) {
        this.spool = spool;
        this.packer = packer;
        this.form = form;
        this.backfill = backfill;
        sealer = new Sealer(spool, packer, form, open);
    }

    void add(Reading reading) {
        if (!reading.samples().isEmpty()) {
            sealer.add(names.of(reading));
        }
        if (apart) {
            sealer.seal();
        }
    }

    /** Makes a batch of what has been read, if its minute is over. */
    void sealBefore(Instant now) {
        sealer.sealBefore(now);
    }

    /** Makes a batch of what has been read. */
    void seal() {
        sealer.seal();
    }

    /**
     * A new connection: what was stored is done with, everything else is to be sent (again).
     *
     * @param understandsPacked whether the cloud takes several readings at once
     */
    void connected(long acknowledged, boolean understandsPacked) {
        spool.welcomed(SpoolStream.METRICS, acknowledged);
        inFlight.clear();
        sent = BEFORE_ALL;
        apart = !understandsPacked;
        if (apart) {
            sealer.seal();
            takeApart();
        }
    }

    /** The oldest that is not on its way and may go now. */
    Optional<Pending> next() {
        while (mayGo()) {
            Optional<Spooled> spooled = spool.next(SpoolStream.METRICS, sent);
            Optional<Pending> pending = spooled.flatMap(this::pending);
            if (pending.isPresent()) {
                return pending;
            }
            spooled.ifPresent(this::giveUp);
        }
        return Optional.empty();
    }

    /** It goes out now. */
    void sending(Pending next) {
        sent = next.batch().sequence();
        inFlight.add(sent);
        backfill.sent(next.until(), next.batch().frame().length);
    }

    /**
     * As it goes over the wire.
     *
     * @param declared numbers of containers on the connection, by the engine's ids
     */
    byte[] frame(Pending next, Map<String, Integer> declared) {
        return apart ? packer.alone(next.batch(), declared) : next.batch().frame();
    }

    /** Everything up to the number is stored. */
    void acknowledge(long sequence) {
        spool.acknowledge(SpoolStream.METRICS, sequence);
        inFlight.headSet(sequence, true).clear();
    }

    /** The one with the number will never be stored. */
    void refuse(long sequence) {
        spool.refuse(SpoolStream.METRICS, sequence);
        inFlight.remove(sequence);
    }

    /** It is there, and cannot be understood: another version wrote it, or it is damaged. */
    private void giveUp(Spooled hopeless) {
        LOG.warning(() -> "spool: a batch of " + hopeless.extent().from() + " cannot be read, and is given up");
        unreadable++;
        spool.refuse(SpoolStream.METRICS, hopeless.sequence());
    }

    /** How many could not be read. */
    long unreadable() {
        return unreadable;
    }

    /** It cannot be sent at all. */
    void giveUp(Pending hopeless) {
        refuse(hopeless.batch().sequence());
    }

    /** How many are sent on this connection and not answered. */
    int inFlight() {
        return inFlight.size();
    }

    /** Batches, without what is not one yet. */
    int size() {
        return spool.count(SpoolStream.METRICS);
    }

    long dropped() {
        return spool.status().lost();
    }

    /** The last number given out; 0 if none was that counts. */
    long lastSequence() {
        return spool.lastSequence(SpoolStream.METRICS);
    }

    /** The containers that are named by what is sent next, by the engine's id, as they were then. */
    Map<String, ContainerFacts> named() {
        Map<String, ContainerFacts> named = new LinkedHashMap<>();
        Optional<Spooled> each = spool.peek(SpoolStream.METRICS, BEFORE_ALL);
        for (int i = 0; i < DECLARED_AHEAD && each.isPresent(); i++) {
            form.read(each.get().payload()).ifPresent(content -> content.batch().nameIn(named));
            each = spool.peek(SpoolStream.METRICS, each.get().sequence());
        }
        sealer.named(named);
        return named;
    }

    private boolean mayGo() {
        return spool.waiting(SpoolStream.METRICS, sent)
                .filter(next -> backfill.lets(next.extent().to(), inFlight.size()))
                .isPresent();
    }

    private Optional<Pending> pending(Spooled spooled) {
        return form.read(spooled.payload())
                .map(BatchRecord.Content::batch)
                .flatMap(batch -> batch.sequence() == spooled.sequence()
                        ? Optional.of(batch)
                        : packer.renumbered(batch, spooled.sequence()))
                .map(batch -> new Pending(batch, spooled.extent().to()));
    }

    /** For a cloud that takes one reading at a time. */
    private void takeApart() {
        if (areSingle()) {
            return;
        }
        spool.startOver(SpoolStream.METRICS);
        long last = lastSequence();
        Optional<Spooled> each = spool.peek(SpoolStream.METRICS, BEFORE_ALL);
        while (each.isPresent() && each.get().sequence() <= last) {
            form.read(each.get().payload()).ifPresent(sealer::apart);
            spool.withdraw(SpoolStream.METRICS, each.get().sequence());
            each = spool.peek(SpoolStream.METRICS, each.get().sequence());
        }
    }

    private boolean areSingle() {
        Optional<Waiting> waiting = spool.waiting(SpoolStream.METRICS, BEFORE_ALL);
        while (waiting.isPresent() && waiting.get().extent().items() <= 1) {
            waiting = spool.waiting(SpoolStream.METRICS, waiting.get().sequence());
        }
        return waiting.isEmpty();
    }
}
