package io.portreeve.agent.collect;

import io.portreeve.agent.docker.EngineContainer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers containers; a number is never given twice. For one thread. */
final class Numbers {
    private final Map<String, Integer> numbers = new HashMap<>();
    private int next;

    /** The roster of these containers; at most so many, those with processes and the newest first. */
    Roster roster(Collection<EngineContainer> containers, int most, Allowances allowances) {
        List<EngineContainer> kept = containers.stream()
                .sorted(Comparator.comparing(EngineContainer::hasProcesses)
                        .thenComparing(EngineContainer::createdAt)
                        .reversed())
                .limit(most)
                .toList();
        Set<String> ids = kept.stream().map(EngineContainer::id).collect(Collectors.toSet());
        numbers.keySet().retainAll(ids);
        allowances.retain(ids);
        return new Roster(kept.stream()
                .map(container -> new Roster.Entry(
                        numbers.computeIfAbsent(container.id(), id -> next++), container, allowances.of(container)))
                .sorted(Comparator.comparingInt(Roster.Entry::number))
                .toList());
    }
}
