package io.portreeve.agent.event;

import io.portreeve.agent.docker.EngineOccurrence;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the engine's events were followed.
 *
 * @param timeNanos of the last one, by the engine's clock; without keys the moment from which on they were followed, by
 *     ours
 * @param keys of those at that very moment; whoever hears one of them again has missed nothing in between
 */
public record EventPosition(long timeNanos, Set<String> keys) {
    static final long DISORDER_NANOS = 1_000_000_000L;

    private static final int LONGEST_KEY = 200;
    private static final int MOST_KEYS = 256;

    public EventPosition {
        keys = Set.copyOf(keys);
    }

    static EventPosition at(Instant moment) {
        return new EventPosition(nanos(moment), Set.of());
    }

    static long nanos(Instant moment) {
        return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
    }

    static String key(EngineOccurrence occurrence) {
        String key = occurrence.id()
                + ' '
                + (occurrence.verb().startsWith("exec_") ? occurrence.verb() : occurrence.action());
        return key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) : key;
    }

    Instant moment() {
        return Instant.ofEpochSecond(0, timeNanos);
    }

    boolean contains(EngineOccurrence occurrence) {
        return occurrence.timeNanos() == timeNanos && keys.contains(key(occurrence));
    }

    /** The engine's order is not quite that of time; much earlier means that its clock was set back, or differs from ours. */
    EventPosition after(EngineOccurrence occurrence) {
        if (occurrence.timeNanos() != timeNanos) {
            boolean isDisorder =
                    occurrence.timeNanos() < timeNanos && timeNanos - occurrence.timeNanos() < DISORDER_NANOS;
            return isDisorder ? this : new EventPosition(occurrence.timeNanos(), Set.of(key(occurrence)));
        }
        Set<String> all = new TreeSet<>(keys);
        if (all.size() < MOST_KEYS) {
            all.add(key(occurrence));
        }
        return new EventPosition(timeNanos, all);
    }
}
