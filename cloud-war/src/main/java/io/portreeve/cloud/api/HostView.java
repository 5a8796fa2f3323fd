package io.portreeve.cloud.api;

import io.portreeve.cloud.fleet.Host;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A host.
 *
 * @param presence online, offline or never_connected
 * @param clockSkewMillis how far the agent's clock is ahead of the cloud's
 * @param engineProblem why its Docker Engine cannot be read at the moment
 * @param agent what its agent costs and how it fares; left out if it never told
 */
public record HostView(
        UUID id,
        String name,
        String presence,
        Optional<Instant> lastSeenAt,
        String hostname,
        String operatingSystem,
        String kernel,
        String architecture,
        int cpus,
        long memoryBytes,
        String engineVersion,
        int cgroupVersion,
        Optional<String> agentVersion,
        Optional<String> engineProblem,
        long clockSkewMillis,
        int containersRunning,
        int containersTotal,
        Optional<AgentFiguresView> agent) {

    static HostView of(Host host) {
        return new HostView(
                host.id().value(),
                host.name(),
                host.presence().name().toLowerCase(Locale.ROOT),
                host.lastSeenAt(),
                host.facts().hostname(),
                host.facts().operatingSystem(),
                host.facts().kernel(),
                host.facts().architecture(),
                host.facts().cpus(),
                host.facts().memoryBytes(),
                host.facts().engineVersion(),
                host.facts().cgroupVersion(),
                host.agentVersion(),
                host.engineProblem(),
                host.clockSkew().toMillis(),
                host.containersRunning(),
                host.containersTotal(),
                host.agent().map(AgentFiguresView::of));
    }
}
