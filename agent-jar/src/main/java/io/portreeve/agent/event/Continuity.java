package io.portreeve.agent.event;

import io.portreeve.agent.docker.EngineOccurrence;
import io.portreeve.contract.event.EventGap;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Knows what was told before, and whether something may have been missed: the engine remembers its last 256 events, and
 * none when it starts anew, so only the last one told, told again, proves that nothing lies between. For one thread at
 * a time.
 */
final class Continuity {
    private static final Duration REMEMBERED_AT_FIRST = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofNanos(EventPosition.DISORDER_NANOS);
    private static final Duration MARGIN_BY_OUR_CLOCK = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_RECENT = 1_024;

    private final Set<String> recent = new LinkedHashSet<>();
    private EventPosition position;
    private EventPosition proof;
    private String reason = EventGap.AGENT_STOPPED;
    private boolean isProved;

    /** The clock was set back behind the position, so that time tells nothing of what was told before. */
    private boolean isSetBack;

    private Optional<Instant> followedSince = Optional.empty();

    private Continuity(EventPosition position, boolean isProved) {
        this.position = position;
        this.isProved = isProved;
        proof = position;
    }

    /** An agent that never followed anything, and so has missed nothing. */
    static Continuity first(Instant now) {
        return new Continuity(EventPosition.at(now.minus(REMEMBERED_AT_FIRST)), true);
    }

    static Continuity from(EventPosition position) {
        return new Continuity(position, false);
    }

    EventPosition position() {
        return position;
    }

    /** From when on to ask; somewhat earlier than the position, since the engine's own order is not quite that of time. */
    long connecting(Instant now) {
        if (followedSince.isPresent()) {
            isProved = false;
            reason = EventGap.ENGINE_LOST;
            followedSince = Optional.empty();
        }
        proof = position;
        isSetBack = position.moment().isAfter(now.plus(MARGIN));
        if (isSetBack) {
            // All that the engine remembers: what was told before is told again, and the cloud counts it once.
            return 0;
        }
        Duration margin = position.keys().isEmpty() ? MARGIN_BY_OUR_CLOCK : MARGIN;
        return Math.max(0, position.timeNanos() - margin.toNanos());
    }

    /** The engine answers, and tells what it remembers. */
    void connected(Instant now) {
        followedSince = Optional.of(now);
    }

    /** It is now, perhaps earlier than it was. */
    void clock(Instant now) {
        if (followedSince.filter(now::isBefore).isPresent()) {
            followedSince = Optional.of(now);
            isSetBack = true;
        }
    }

    /** Whether it was not told before; to be asked once about each. */
    boolean isNews(EngineOccurrence occurrence) {
        if (proof.contains(occurrence)) {
            isProved = true;
            return false;
        }
        boolean isBefore = !proof.keys().isEmpty() && occurrence.timeNanos() < proof.timeNanos();
        return !(isBefore && !isProved && !isSetBack) && remember(occurrence);
    }

    /** News is told; gives the gap before it, if one cannot be ruled out. */
    Optional<EventGap> moveTo(EngineOccurrence news) {
        Optional<EventGap> gap = news.timeNanos() > proof.timeNanos()
                ? gap(Instant.ofEpochSecond(0, news.timeNanos()))
                : Optional.empty();
        position = position.after(news);
        return gap;
    }

    /** The gap, if the engine has had time to tell what it remembers, and the last one was not among that. */
    Optional<EventGap> check(Instant now) {
        if (isProved || followedSince.isEmpty()) {
            return Optional.empty();
        }
        Instant since = followedSince.get();
        if (now.isBefore(since.plus(PATIENCE))) {
            return Optional.empty();
        }
        Optional<EventGap> gap = gap(since);
        if (position.equals(proof)) {
            position = EventPosition.at(since);
        }
        return gap;
    }

    private Optional<EventGap> gap(Instant to) {
        if (isProved) {
            return Optional.empty();
        }
        isProved = true;
        Instant from = proof.moment();
        return Optional.of(new EventGap(from.isAfter(to) ? to : from, to, reason, "", 0));
    }

    private boolean remember(EngineOccurrence occurrence) {
        if (!recent.add(occurrence.timeNanos() + " " + EventPosition.key(occurrence))) {
            return false;
        }
        if (recent.size() > MOST_RECENT) {
            recent.remove(recent.iterator().next());
        }
        return true;
    }
}
