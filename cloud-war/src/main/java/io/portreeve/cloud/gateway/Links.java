package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** The links of this node. */
final class Links {
    private final ConcurrentMap<AgentId, Set<AgentLink>> links = new ConcurrentHashMap<>();

    void add(AgentLink link) {
        links.compute(link.agent().agent(), (agent, present) -> {
            Set<AgentLink> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(link);
            return all;
        });
    }

    /** False if it was removed before. */
    boolean remove(AgentLink link) {
        boolean[] removed = {false};
        links.computeIfPresent(link.agent().agent(), (agent, present) -> {
            removed[0] = present.remove(link);
            return present.isEmpty() ? null : present;
        });
        return removed[0];
    }

    Collection<AgentLink> of(AgentId agent) {
        return List.copyOf(links.getOrDefault(agent, Set.of()));
    }

    Collection<AgentLink> all() {
        return links.values().stream().flatMap(Set::stream).toList();
    }

    /** All that are there from beginning to end, and perhaps others; without a list of them. */
    void forEach(Consumer<AgentLink> action) {
        links.values().forEach(some -> some.forEach(action));
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** When the agents with a session were last heard. */
    Map<AgentId, Instant> heard() {
        Map<AgentId, Instant> heard = new HashMap<>();
        for (AgentLink link : all()) {
            if (link.see(AgentConversation::established).isPresent()) {
                heard.merge(
                        link.agent().agent(),
                        link.see(AgentConversation::heardAt),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return heard;
    }

    /** The newest session of each agent. */
    Map<AgentId, Long> epochs() {
        Map<AgentId, Long> epochs = new HashMap<>();
        for (AgentLink link : all()) {
            Optional<AgentSession> session = link.see(AgentConversation::established);
            session.ifPresent(begun -> epochs.merge(link.agent().agent(), begun.epoch(), Math::max));
        }
        return epochs;
    }
}
