package io.portreeve.agent.event;

import io.portreeve.agent.docker.EngineOccurrence;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.event.EventKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes news of what the engine tells. Any thread may call; the news goes out on the caller's, in order. */
public final class EventRecorder {
    private static final Duration BETWEEN_POSITIONS = Duration.ofSeconds(10);
    private static final int GAPS_AT_ONCE = 50;
    private static final Duration BETWEEN_FLOODS = Duration.ofSeconds(60);

    private final Clock clock;
    private final Consumer<Happened> news;
    private final Continuity continuity;
    private final Runs runs = new Runs();
    private final Flood flood = new Flood();
    private Optional<EventPosition> beforeFlood = Optional.empty();
    private EventPosition told;
    private Instant positionToldAt = Instant.MIN;
    private Instant floodBeganAt = Instant.MIN;
    private boolean isDown;

    /**
     * A recorder that follows nothing yet.
     *
     * @param news must not block
     */
    public EventRecorder(EventMemory memory, Clock clock, Consumer<Happened> news) {
        this.clock = clock;
        this.news = news;
        continuity = memory.read().map(Continuity::from).orElseGet(() -> Continuity.first(clock.instant()));
        told = continuity.position();
    }

    /** The engine is about to be followed (again); gives since when, in nanoseconds by its clock. */
    public synchronized long connecting() {
        return continuity.connecting(clock.instant());
    }

    /** The engine answers: from here on it is followed. */
    public synchronized void connected() {
        continuity.connected(clock.instant());
    }

    /**
     * The engine told of something.
     *
     * @return false if it had told of that before
     */
    public synchronized boolean take(EngineOccurrence occurrence) {
        continuity.clock(clock.instant());
        if (!continuity.isNews(occurrence)) {
            return false;
        }
        EventPosition before = continuity.position();
        Optional<EventGap> gap = continuity.moveTo(occurrence);
        Optional<EngineEvent> event = Wording.of(occurrence).flatMap(runs::seen);
        if (event.isPresent() && !flood.lets(event.get())) {
            leaveOut(before);
            event = Optional.empty();
        }
        if (gap.isPresent() || event.isPresent()) {
            tell(event.stream().toList(), gap.stream().toList());
        }
        return true;
    }

    /** The engine cannot be read, for this reason, or can. */
    public synchronized void engine(Optional<String> problem) {
        if (problem.isPresent() == isDown) {
            return;
        }
        isDown = problem.isPresent();
        EventKind kind = isDown ? EventKind.ENGINE_DOWN : EventKind.ENGINE_UP;
        Map<String, String> attributes = problem.map(text -> Map.of(EngineEvent.PROBLEM, Wording.cut(text)))
                .orElse(Map.of());
        tell(
                List.of(new EngineEvent(
                        EventPosition.nanos(clock.instant()),
                        kind.wireName(),
                        "",
                        "",
                        "",
                        "",
                        "",
                        Optional.empty(),
                        attributes)),
                List.of());
    }

    /** Time has passed. */
    public synchronized void tick() {
        Instant now = clock.instant();
        continuity.clock(now);
        continuity.check(now).ifPresent(gap -> tell(List.of(), List.of(gap)));
        if (flood.isOpen() && isOver(BETWEEN_FLOODS, floodBeganAt, now)) {
            tellFlood();
        }
        boolean moved = !told.equals(continuity.position());
        if (moved && isOver(BETWEEN_POSITIONS, positionToldAt, now)) {
            tell(List.of(), List.of());
        }
    }

    /** Nothing more will come. */
    public synchronized void finish() {
        if (flood.isOpen()) {
            tellFlood();
        }
        if (!told.equals(continuity.position())) {
            tell(List.of(), List.of());
        }
    }

    /** The clock may have been set back meanwhile. */
    private static boolean isOver(Duration time, Instant since, Instant now) {
        return now.isBefore(since) || !now.isBefore(since.plus(time));
    }

    /** Until a gap tells of what is left out, nobody may go on from behind it. */
    private void leaveOut(EventPosition before) {
        if (beforeFlood.isEmpty()) {
            beforeFlood = Optional.of(before);
            floodBeganAt = clock.instant();
        }
    }

    private void tellFlood() {
        List<EventGap> gaps = flood.gaps();
        for (int from = 0; from < gaps.size(); from += GAPS_AT_ONCE) {
            int to = Math.min(from + GAPS_AT_ONCE, gaps.size());
            if (to == gaps.size()) {
                beforeFlood = Optional.empty();
            }
            tell(List.of(), gaps.subList(from, to));
        }
    }

    private void tell(List<EngineEvent> events, List<EventGap> gaps) {
        told = beforeFlood.orElseGet(continuity::position);
        positionToldAt = clock.instant();
        news.accept(new Happened(events, gaps, told));
    }
}
