package io.portreeve.agent.logs;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Containers whose logs are not wanted now, and how far those were read that once were. For one thread. */
final class Unwanted {
    private final Map<String, Optional<LogPosition>> positions = new HashMap<>();

    boolean contains(String dockerId) {
        return positions.containsKey(dockerId);
    }

    /** One that was not read, as far as is known here. */
    void add(String dockerId) {
        positions.putIfAbsent(dockerId, Optional.empty());
    }

    /** One that was read up to there. */
    void add(String dockerId, LogPosition position) {
        positions.put(dockerId, Optional.of(position));
    }

    /** It is wanted again; gives how far it was read. */
    Optional<LogPosition> remove(String dockerId) {
        return positions.remove(dockerId);
    }

    void retain(Collection<String> dockerIds) {
        positions.keySet().retainAll(dockerIds);
    }
}
