package io.portreeve.agent.link;

import io.portreeve.agent.spool.Extent;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.agent.spool.Spooled;
import io.portreeve.contract.codec.MalformedMessageException;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.HostSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the machine did and the cloud has not acknowledged, in the spool. One batch is on its way at a time, unchanged until
 * it is answered; its number is that of its last sample. For one thread.
 */
final class MachineOutbox {
    private static final Logger LOG = Logger.getLogger(MachineOutbox.class.getName());
    private static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    private final Spool spool;
    private final MessageCodec codec;
    private Optional<HostMetrics> batch = Optional.empty();
    private boolean isUnderstood;
    private boolean onItsWay;

    MachineOutbox(Spool spool, MessageCodec codec) {
        this.spool = spool;
        this.codec = codec;
    }

    void add(HostSample sample) {
        spool.add(
                SpoolStream.MACHINE, Extent.at(sample.readAt(), 1), codec.encode(new HostMetrics(1, List.of(sample))));
    }

    /** A new connection: what was stored is done with, everything else is to be sent (again) to a cloud that takes it. */
    void connected(long acknowledged, boolean understood) {
        spool.welcomed(SpoolStream.MACHINE, acknowledged);
        batch = batch.filter(kept -> kept.sequence() > acknowledged);
        isUnderstood = understood;
        onItsWay = false;
    }

    /** What to send now. */
    Optional<HostMetrics> next() {
        if (onItsWay || !isUnderstood) {
            return Optional.empty();
        }
        if (batch.isEmpty()) {
            batch = made();
        }
        onItsWay = batch.isPresent();
        return batch;
    }

    /** Everything up to the number is stored. */
    void acknowledge(long sequence) {
        spool.acknowledge(SpoolStream.MACHINE, sequence);
        answered(sequence);
    }

    /** The batch with the number will never be stored. */
    void refuse(long sequence) {
        if (batch.filter(refused -> refused.sequence() == sequence).isPresent()) {
            spool.waitingUpTo(SpoolStream.MACHINE, sequence)
                    .forEach(record -> spool.refuse(SpoolStream.MACHINE, record.sequence()));
            answered(sequence);
        }
    }

    /** How many batches are sent on this connection and not answered. */
    int inFlight() {
        return onItsWay ? 1 : 0;
    }

    /** The last number given out; 0 if none was that counts. */
    long lastSequence() {
        return spool.lastSequence(SpoolStream.MACHINE);
    }

    private void answered(long sequence) {
        if (batch.filter(sent -> sent.sequence() <= sequence).isPresent()) {
            batch = Optional.empty();
            onItsWay = false;
        }
    }

    private Optional<HostMetrics> made() {
        List<HostSample> samples = new ArrayList<>();
        long last = BEFORE_ALL;
        Optional<Spooled> each = spool.next(SpoolStream.MACHINE, last);
        while (each.isPresent() && samples.size() < Limits.HOST_SAMPLES_PER_BATCH) {
            last = each.get().sequence();
            samples.addAll(samples(each.get()));
            each = spool.next(SpoolStream.MACHINE, last);
        }
        return samples.isEmpty() ? Optional.empty() : Optional.of(new HostMetrics(last, samples));
    }

    private List<HostSample> samples(Spooled spooled) {
        try {
            return ((HostMetrics) codec.decodeAgentMessage(spooled.payload())).samples();
        } catch (MalformedMessageException e) {
            LOG.log(Level.WARNING, "spool: a sample cannot be read, and is given up: {0}", e.getMessage());
            spool.refuse(SpoolStream.MACHINE, spooled.sequence());
            return List.of();
        }
    }
}
