package io.portreeve.agent.link;

import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.HostSample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the machine did and the cloud has not acknowledged, bounded in number; beyond that the oldest are dropped. One
 * batch is on its way at a time, and unchanged until it is answered. For one thread.
 */
final class MachineOutbox {
    private final int most;
    private final Deque<HostSample> waiting = new ArrayDeque<>();
    private Optional<HostMetrics> batch = Optional.empty();
    private boolean isUnderstood;
    private boolean onItsWay;
    private long lastSequence;

    MachineOutbox(int most) {
        this.most = most;
    }

    void add(HostSample sample) {
        waiting.add(sample);
        if (waiting.size() > most) {
            waiting.remove();
        }
    }

    /** A new connection: what was stored is done with, everything else is to be sent (again) to a cloud that takes it. */
    void connected(long acknowledged, boolean understood) {
        acknowledge(acknowledged);
        isUnderstood = understood;
        onItsWay = false;
        lastSequence = Math.max(lastSequence, acknowledged);
    }

    /** What to send now. */
    Optional<HostMetrics> next() {
        if (onItsWay || !isUnderstood) {
            return Optional.empty();
        }
        if (batch.isEmpty() && !waiting.isEmpty()) {
            List<HostSample> samples = new ArrayList<>();
            while (!waiting.isEmpty() && samples.size() < Limits.HOST_SAMPLES_PER_BATCH) {
                samples.add(waiting.remove());
            }
            batch = Optional.of(new HostMetrics(++lastSequence, samples));
        }
        onItsWay = batch.isPresent();
        return batch;
    }

    /** Everything up to the number is stored, or never will be. */
    void acknowledge(long sequence) {
        if (batch.isPresent() && batch.get().sequence() <= sequence) {
            batch = Optional.empty();
            onItsWay = false;
        }
    }

    /** How many batches are sent on this connection and not answered. */
    int inFlight() {
        return onItsWay ? 1 : 0;
    }

    /** The last number given out; 0 if none was. */
    long lastSequence() {
        return lastSequence;
    }
}
