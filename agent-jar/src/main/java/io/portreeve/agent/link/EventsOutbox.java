package io.portreeve.agent.link;

import io.portreeve.agent.event.EventPosition;
import io.portreeve.agent.event.Happened;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.protocol.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Events that are not acknowledged, bounded in number; beyond that the oldest are dropped, and a gap says so. One batch
 * is on its way at a time, and unchanged until it is answered, so that sending it again counts once; the others gather
 * meanwhile. For one thread.
 */
final class EventsOutbox {
    private static final int CHARACTERS_PER_BATCH = 60_000;
    private static final Duration BEFORE_TOO_OLD = Duration.ofHours(1);

    private static final Duration HOLD = Duration.ofMinutes(1);
    private static final String IN_FUTURE = "event-in-future";

    private final int most;
    private final Clock clock;
    private final Consumer<EventPosition> kept;
    private final Deque<Happened> waiting = new ArrayDeque<>();
    private int waitingEvents;
    private Optional<EventGap> lost = Optional.empty();
    private Optional<EventsBatch> batch = Optional.empty();
    private Optional<EventPosition> afterBatch = Optional.empty();
    private boolean onItsWay;
    private Instant heldUntil = Instant.MIN;
    private long lastSequence;

    /**
     * An empty one.
     *
     * @param most events
     * @param kept gets the position behind what is acknowledged
     */
    EventsOutbox(int most, Clock clock, Consumer<EventPosition> kept) {
        this.most = most;
        this.clock = clock;
        this.kept = kept;
    }

    void add(Happened happened) {
        if (happened.isEmpty()) {
            move(happened.after());
            return;
        }
        waiting.add(happened);
        waitingEvents += size(happened);
        while (waiting.size() > 1 && waitingEvents > most) {
            drop(take(), Instant.MIN);
        }
    }

    /** A new connection: what was stored is done with, everything else is to be sent (again). */
    void connected(long acknowledged) {
        acknowledge(acknowledged);
        onItsWay = false;
        lastSequence = Math.max(lastSequence, acknowledged);
    }

    /** What to send now. */
    Optional<EventsBatch> next() {
        if (onItsWay || clock.instant().isBefore(heldUntil)) {
            return Optional.empty();
        }
        if (batch.isEmpty()) {
            batch = made();
        }
        onItsWay = batch.isPresent();
        return batch;
    }

    /** Everything up to the number is stored, or never will be. */
    void acknowledge(long sequence) {
        if (batch.isPresent() && batch.get().sequence() <= sequence) {
            afterBatch.ifPresent(kept);
            batch = Optional.empty();
            afterBatch = Optional.empty();
            onItsWay = false;
        }
    }

    /**
     * The cloud will not have the batch like this. What is ahead of its clock waits until it no longer is; of anything
     * else a gap is told instead, and if that is refused too, nothing.
     */
    void refuse(long sequence, String code) {
        if (batch.isEmpty() || batch.get().sequence() != sequence) {
            return;
        }
        EventsBatch refused = batch.get();
        batch = Optional.empty();
        onItsWay = false;
        if (code.equals(IN_FUTURE)) {
            // Under a new number: the old one has its answer.
            batch = Optional.of(new EventsBatch(++lastSequence, refused.events(), refused.gaps()));
            heldUntil = clock.instant().plus(HOLD);
        } else if (!refused.events().isEmpty() || refused.gaps().size() > 1) {
            Happened whole = new Happened(refused.events(), refused.gaps(), afterBatch.orElseThrow());
            drop(whole, earliest());
            waiting.addFirst(new Happened(List.of(), List.of(), whole.after()));
        } else {
            afterBatch.ifPresent(kept);
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

    private void move(EventPosition after) {
        if (!waiting.isEmpty()) {
            Happened last = waiting.removeLast();
            waiting.add(new Happened(last.events(), last.gaps(), after));
        } else if (batch.isPresent()) {
            afterBatch = Optional.of(after);
        } else {
            kept.accept(after);
        }
    }

    private Optional<EventsBatch> made() {
        Instant earliest = earliest();
        List<EngineEvent> events = new ArrayList<>();
        List<EventGap> gaps = new ArrayList<>();
        int characters = 0;
        while (!waiting.isEmpty() && characters < CHARACTERS_PER_BATCH) {
            Happened next = waiting.element();
            // One place is left for the gap of what is dropped.
            if (events.size() + next.events().size() > Limits.EVENTS_PER_BATCH
                    || gaps.size() + next.gaps().size() >= Limits.EVENTS_PER_BATCH) {
                break;
            }
            afterBatch = Optional.of(next.after());
            take();
            if (isTooOld(next, earliest)) {
                drop(next, earliest);
            } else {
                events.addAll(next.events());
                gaps.addAll(next.gaps());
                characters += next.events().stream()
                        .mapToInt(EventsOutbox::characters)
                        .sum();
            }
        }
        lost.map(gap -> notBefore(earliest, gap)).ifPresent(gaps::add);
        lost = Optional.empty();
        return events.isEmpty() && gaps.isEmpty()
                ? Optional.empty()
                : Optional.of(new EventsBatch(++lastSequence, events, gaps));
    }

    private Instant earliest() {
        return clock.instant().minus(Limits.EVENT_PAST_TOLERANCE).plus(BEFORE_TOO_OLD);
    }

    private static EventGap notBefore(Instant earliest, EventGap gap) {
        return gap.to().isBefore(earliest)
                ? new EventGap(gap.from(), earliest, gap.reason(), gap.dockerId(), gap.missed())
                : gap;
    }

    private Happened take() {
        Happened taken = waiting.remove();
        waitingEvents -= size(taken);
        return taken;
    }

    /** A gap counts what it replaces, and reaches to where the cloud takes gaps. */
    private void drop(Happened dropped, Instant atLeastTo) {
        List<Instant> moments = new ArrayList<>();
        long missed = lost.map(EventGap::missed).orElse(0L);
        lost.ifPresent(gap -> moments.addAll(List.of(gap.from(), gap.to())));
        for (EngineEvent event : dropped.events()) {
            moments.add(event.at());
            missed++;
        }
        for (EventGap gap : dropped.gaps()) {
            moments.addAll(List.of(gap.from(), gap.to()));
            missed += gap.missed();
        }
        Instant from = moments.stream().min(Instant::compareTo).orElseThrow();
        Instant to = moments.stream().max(Instant::compareTo).orElseThrow();
        lost = Optional.of(new EventGap(from, to.isBefore(atLeastTo) ? atLeastTo : to, EventGap.DROPPED, "", missed));
    }

    private static boolean isTooOld(Happened happened, Instant earliest) {
        return happened.events().stream().anyMatch(event -> event.at().isBefore(earliest))
                || happened.gaps().stream().anyMatch(gap -> gap.to().isBefore(earliest));
    }

    private static int size(Happened happened) {
        return happened.events().size() + happened.gaps().size();
    }

    private static int characters(EngineEvent event) {
        int attributes = event.attributes().entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        return attributes
                + event.name().length()
                + event.image().length()
                + event.composeProject().length()
                + event.composeService().length();
    }
}
