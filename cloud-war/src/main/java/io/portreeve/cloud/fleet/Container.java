package io.portreeve.cloud.fleet;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A container as it is now; texts are empty where there is nothing to say.
 *
 * @param dockerId 64 hexadecimal digits
 * @param state {@link ContainerState#UNKNOWN} while the host is offline
 * @param health healthy, unhealthy, starting; empty without a health check
 * @param createdAt when the engine made it
 * @param firstSeenAt when its agent first listed it, by our clock
 * @param allowed kinds of actions, by name, that the host's owner allows on it, and {@code keep-log} where its log goes by
 *     what is chosen; absent where its agent does not tell
 */
public record Container(
        ContainerId id,
        HostId hostId,
        String hostName,
        String dockerId,
        String name,
        String image,
        String imageId,
        ContainerState state,
        String health,
        String composeProject,
        String composeService,
        int restartCount,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Integer> exitCode,
        Instant firstSeenAt,
        Optional<Set<String>> allowed) {
    public Container {
        allowed = allowed.map(Set::copyOf);
    }
}
