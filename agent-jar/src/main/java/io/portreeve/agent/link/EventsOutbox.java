package io.portreeve.agent.link;

import io.portreeve.agent.event.EventPosition;
import io.portreeve.agent.event.Happened;
import io.portreeve.agent.spool.Extent;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolStream;
import io.portreeve.agent.spool.Spooled;
import io.portreeve.contract.codec.MalformedMessageException;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Events that are not acknowledged, in the spool, and gaps where something is missing. One batch is on its way at a time,
 * and unchanged until it is answered; its number is that of its last record, and the others gather meanwhile. The cloud
 * counts an event once, in whatever batch it comes. For one thread.
 */
final class EventsOutbox {
    private static final Logger LOG = Logger.getLogger(EventsOutbox.class.getName());
    private static final String IN_FUTURE = "event-in-future";
    private static final long BEFORE_ALL = Long.MIN_VALUE / 2;

    private final Spool spool;
    private final MessageCodec codec;
    private final CloudClock clock;
    private final Hold hold;
    private final Consumer<EventPosition> kept;
    private Optional<EventsBatch> batch = Optional.empty();
    private Optional<EventPosition> after = Optional.empty();
    private boolean onItsWay;

    /**
     * Goes on with what an earlier process left in the spool.
     *
     * @param nanos of a clock that nobody sets
     * @param kept gets the position behind what is in the spool
     */
    EventsOutbox(Spool spool, MessageCodec codec, CloudClock clock, LongSupplier nanos, Consumer<EventPosition> kept) {
        this.spool = spool;
        this.codec = codec;
        this.clock = clock;
        hold = new Hold(nanos);
        this.kept = kept;
    }

    void add(Happened happened) {
        if (!happened.isEmpty()) {
            add(new EventsBatch(1, happened.events(), happened.gaps()));
        }
        after = Optional.of(happened.after());
        keepPosition();
    }

    /** A new connection: what was stored is done with, everything else is to be sent (again). */
    void connected(long acknowledged) {
        spool.welcomed(SpoolStream.EVENTS, acknowledged);
        batch = batch.filter(made -> made.sequence() > acknowledged);
        onItsWay = false;
    }

    /** What to send now. */
    Optional<EventsBatch> next() {
        keepPosition();
        if (onItsWay || hold.isOn()) {
            return Optional.empty();
        }
        if (batch.isEmpty()) {
            SpoolGaps.take(spool).forEach(gap -> add(new EventsBatch(1, List.of(), List.of(gap))));
            batch = made();
        }
        onItsWay = batch.isPresent();
        return batch;
    }

    /** Everything up to the number is stored. */
    void acknowledge(long sequence) {
        spool.acknowledge(SpoolStream.EVENTS, sequence);
        if (batch.filter(sent -> sent.sequence() <= sequence).isPresent()) {
            batch = Optional.empty();
            onItsWay = false;
        }
    }

    /**
     * The cloud will not have the batch like this. What is ahead of its clock comes again in a moment, by what is known of
     * that clock then; of anything else a gap is told instead, and if that is refused too, nothing.
     */
    void refuse(long sequence, String code) {
        if (batch.filter(sent -> sent.sequence() == sequence).isEmpty()) {
            return;
        }
        EventsBatch refused = batch.get();
        batch = Optional.empty();
        onItsWay = false;
        if (code.equals(IN_FUTURE)) {
            // Under a new number: the old one has its answer.
            EventsBatch corrected = corrected(refused);
            add(corrected);
            if (corrected.equals(refused)) {
                hold.begin();
            }
        } else if (!refused.events().isEmpty() || refused.gaps().size() > 1) {
            EventDraft draft = new EventDraft(earliest());
            draft.drop(refused);
            add(draft.batch(1));
        }
        spool.waitingUpTo(SpoolStream.EVENTS, sequence)
                .forEach(record -> spool.withdraw(SpoolStream.EVENTS, record.sequence()));
    }

    /** How many batches are sent on this connection and not answered. */
    int inFlight() {
        return onItsWay ? 1 : 0;
    }

    /** The last number given out; 0 if none was that counts. */
    long lastSequence() {
        return spool.lastSequence(SpoolStream.EVENTS);
    }

    /** While the disk refuses, what came before the position is in memory only, unless the cloud has it. */
    private void keepPosition() {
        if (after.isEmpty()) {
            return;
        }
        boolean safe = spool.status().problem().isEmpty() || spool.count(SpoolStream.EVENTS) == 0;
        if (safe) {
            after.ifPresent(kept);
            after = Optional.empty();
        }
    }

    private void add(EventsBatch content) {
        spool.add(SpoolStream.EVENTS, extent(content), codec.encode(content));
    }

    private Optional<EventsBatch> made() {
        if (spool.waiting(SpoolStream.EVENTS, BEFORE_ALL).isEmpty()) {
            return Optional.empty();
        }
        EventDraft draft = new EventDraft(earliest());
        long last = BEFORE_ALL;
        boolean takes = true;
        Optional<Spooled> each = spool.next(SpoolStream.EVENTS, last);
        while (takes && each.isPresent()) {
            Optional<EventsBatch> content = content(each.get());
            takes = content.isEmpty() || draft.take(content.get());
            if (takes) {
                last = each.get().sequence();
                each = spool.next(SpoolStream.EVENTS, last);
            }
        }
        return draft.isEmpty() ? Optional.empty() : Optional.of(draft.batch(last));
    }

    private Optional<EventsBatch> content(Spooled spooled) {
        try {
            return Optional.of(corrected((EventsBatch) codec.decodeAgentMessage(spooled.payload())));
        } catch (MalformedMessageException e) {
            LOG.log(Level.WARNING, "spool: an event cannot be read, and is given up: {0}", e.getMessage());
            spool.refuse(SpoolStream.EVENTS, spooled.sequence());
            return Optional.empty();
        }
    }

    private EventsBatch corrected(EventsBatch content) {
        return new EventsBatch(
                content.sequence(),
                content.events().stream().map(this::corrected).toList(),
                content.gaps().stream().map(this::corrected).toList());
    }

    private EngineEvent corrected(EngineEvent event) {
        long time = clock.correctedNanos(event.timeNanos(), Limits.EVENT_PAST_TOLERANCE);
        return time == event.timeNanos() ? event : event.at(time);
    }

    private EventGap corrected(EventGap gap) {
        Instant to = clock.corrected(gap.to(), Limits.EVENT_PAST_TOLERANCE);
        Instant from = gap.from().isAfter(to) ? to : gap.from();
        return new EventGap(from, to, gap.reason(), gap.dockerId(), gap.missed());
    }

    private Instant earliest() {
        return clock.now().minus(Limits.EVENT_PAST_TOLERANCE).plus(EventDraft.BEFORE_TOO_OLD);
    }

    private static Extent extent(EventsBatch content) {
        List<Instant> moments = EventDraft.moments(content);
        return new Extent(
                moments.stream().min(Instant::compareTo).orElseThrow(),
                moments.stream().max(Instant::compareTo).orElseThrow(),
                content.events().size());
    }
}
