package io.portreeve.agent.collect;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.message.ContainerFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the host's owner allows on each container, worked out when the container or the policy has changed. By the name
 * that the container was made with only: before it acts the agent looks at the others too. For one thread.
 */
final class Allowances {
    private record Known(EngineContainer container, ActionPolicy policy, Set<String> kinds) {}

    private final Supplier<ActionPolicy> policy;
    private final LogConfig logs;
    private final Map<String, Known> known = new HashMap<>();
    private Optional<ActionPolicy> latest = Optional.empty();

    Allowances(Supplier<ActionPolicy> policy, LogConfig logs) {
        this.policy = policy;
        this.logs = logs;
    }

    @SuppressWarnings("ReferenceEquality") // the same object cannot have changed, and comparing takes longer
    Set<String> of(EngineContainer container) {
        ActionPolicy now = policy.get();
        latest = Optional.of(now);
        Known before = known.get(container.id());
        if (before != null && before.container == container && before.policy == now) {
            return before.kinds;
        }
        Set<String> kinds = now.allowed(Set.of(container.image(), container.imageId()), container.labels()).stream()
                .map(ActionKind::wireName)
                .collect(Collectors.toCollection(HashSet::new));
        if (logs.grantsWishes(container.labels())) {
            kinds.add(ContainerFacts.KEEP_LOG);
        }
        known.put(container.id(), new Known(container, now, kinds));
        return kinds;
    }

    /** Whether the policy has changed since a container was looked at last. */
    @SuppressWarnings("ReferenceEquality") // another one that says the same is no loss
    boolean areOutdated() {
        return latest.isPresent() && latest.get() != policy.get();
    }

    void retain(Set<String> ids) {
        known.keySet().retainAll(ids);
    }
}
