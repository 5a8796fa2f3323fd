package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.contract.message.ContainerFacts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A container.
 *
 * @param state the engine's word, or unknown while its host is offline
 * @param health healthy, unhealthy, starting; empty without a health check
 * @param allowedActions kinds of actions that the host's owner allows on it; absent where its agent does not tell
 */
public record ContainerView(
        UUID id,
        UUID hostId,
        String hostName,
        String dockerId,
        String name,
        String image,
        String imageId,
        String state,
        String health,
        String composeProject,
        String composeService,
        int restartCount,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Integer> exitCode,
        Instant firstSeenAt,
        Optional<Set<String>> allowedActions) {

    static ContainerView of(Container container) {
        return new ContainerView(
                container.id().value(),
                container.hostId().value(),
                container.hostName(),
                container.dockerId(),
                container.name(),
                container.image(),
                container.imageId(),
                container.state().name().toLowerCase(Locale.ROOT),
                container.health(),
                container.composeProject(),
                container.composeService(),
                container.restartCount(),
                container.createdAt(),
                container.startedAt(),
                container.exitCode(),
                container.firstSeenAt(),
                container.allowed().map(ContainerView::actions));
    }

    /** Without what is no action. */
    private static Set<String> actions(Set<String> allowed) {
        Set<String> actions = new TreeSet<>(allowed);
        actions.remove(ContainerFacts.KEEP_LOG);
        return actions;
    }
}
