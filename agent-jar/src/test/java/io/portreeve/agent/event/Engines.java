package io.portreeve.agent.event;

import io.portreeve.agent.docker.EngineOccurrence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine that remembers as much as the real one, and what it tells. */
final class Engines {
    static final int REMEMBERED = 256;
    static final long SECOND = 1_000_000_000L;
    static final String ONE = "1".repeat(64);
    static final String OTHER = "2".repeat(64);

    private final List<EngineOccurrence> remembered = new ArrayList<>();

    static EngineOccurrence container(long second, String id, String action, String... attributes) {
        Map<String, String> all = new HashMap<>(Map.of("name", "box", "image", "busybox"));
        for (int i = 0; i < attributes.length; i += 2) {
            all.put(attributes[i], attributes[i + 1]);
        }
        return new EngineOccurrence(second * SECOND, "container", action, id, all);
    }

    /** It happens, and whoever follows is told. */
    EngineOccurrence happens(EngineOccurrence occurrence) {
        remembered.add(occurrence);
        if (remembered.size() > REMEMBERED) {
            remembered.remove(0);
        }
        return occurrence;
    }

    /** Goes back from the newest to the first that is older, as the real one does. */
    List<EngineOccurrence> since(long nanos) {
        int first = remembered.size();
        while (first > 0 && remembered.get(first - 1).timeNanos() >= nanos) {
            first--;
        }
        return List.copyOf(remembered.subList(first, remembered.size()));
    }

    void restart() {
        remembered.clear();
    }
}
