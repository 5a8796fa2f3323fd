package io.portreeve.agent.collect;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.contract.action.ActionKind;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<String, Known> known = new HashMap<>();

    Allowances(Supplier<ActionPolicy> policy) {
        this.policy = policy;
    }

    @SuppressWarnings("ReferenceEquality") // the same object cannot have changed, and comparing takes longer
    Set<String> of(EngineContainer container) {
        ActionPolicy now = policy.get();
        Known before = known.get(container.id());
        if (before != null && before.container == container && before.policy == now) {
            return before.kinds;
        }
        Set<String> kinds = now.allowed(Set.of(container.image(), container.imageId()), container.labels()).stream()
                .map(ActionKind::wireName)
                .collect(Collectors.toSet());
        known.put(container.id(), new Known(container, now, kinds));
        return kinds;
    }

    void retain(Set<String> ids) {
        known.keySet().retainAll(ids);
    }
}
