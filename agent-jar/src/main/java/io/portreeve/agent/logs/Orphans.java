package io.portreeve.agent.logs;

import io.portreeve.contract.log.LogGap;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Containers that an earlier process read and that were removed before this one looked: nobody knows whether they wrote
 * more, and a gap says so. For one thread.
 */
final class Orphans {
    private final LogMemory memory;
    private final LogShelf shelf;
    private final Clock clock;
    private final Set<String> told = new HashSet<>();
    private boolean found;

    Orphans(LogMemory memory, LogShelf shelf, Clock clock) {
        this.memory = memory;
        this.shelf = shelf;
        this.clock = clock;
    }

    /** Looks for them once, as soon as it is known which containers there are. */
    void find(Set<String> present) {
        if (found || present.isEmpty()) {
            return;
        }
        found = true;
        for (Map.Entry<String, LogPosition> each : memory.all().entrySet()) {
            if (!present.contains(each.getKey())) {
                tell(each.getKey(), each.getValue());
            }
        }
    }

    /** Whether the gap is not sent yet. */
    boolean wait(String dockerId) {
        return told.contains(dockerId) && shelf.holds(dockerId);
    }

    /** Whether any of them has a gap that is not sent yet. */
    boolean anyWaits() {
        return told.stream().anyMatch(shelf::holds);
    }

    private void tell(String dockerId, LogPosition position) {
        long now = Math.max(position.timeNanos(), Followers.nanos(clock.instant()));
        LogPosition after = LogPosition.from(Math.max(clock.millis(), position.generation() + 1), now);
        Instant from = Instant.ofEpochSecond(0, position.timeNanos());
        told.add(dockerId);
        shelf.force(dockerId, LogItem.of(new LogGap(0, from, Instant.ofEpochSecond(0, now), LogGap.REMOVED, 0), after));
    }
}
