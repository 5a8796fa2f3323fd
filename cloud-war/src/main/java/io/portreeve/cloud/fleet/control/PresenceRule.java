package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is online: by Redis where it answers, else by the coarser database.
 *
 * @param heard when the agents that are present were last heard; empty if Redis did not answer
 */
public record PresenceRule(Optional<Map<AgentId, Instant>> heard, Instant now) {
    /** How often the database learns that an agent is there. */
    public static final Duration COARSE = Duration.ofSeconds(30);

    /** The host with its presence. */
    public Host apply(HostStore.Row row) {
        Host host = row.host();
        Optional<Instant> lastHeard = heard.flatMap(agents -> row.agent().map(agents::get))
                .filter(at -> row.connectedAt().isPresent());
        Optional<Instant> lastSeen = lastHeard
                .filter(at -> host.lastSeenAt().filter(at::isBefore).isEmpty())
                .or(host::lastSeenAt);
        return new Host(
                host.id(),
                host.name(),
                host.facts(),
                presence(row, lastHeard),
                lastSeen,
                host.agentVersion(),
                host.engineProblem(),
                host.clockSkew(),
                host.agent(),
                host.containersRunning(),
                host.containersTotal(),
                host.capabilities());
    }

    public static List<AgentId> agents(List<HostStore.Row> rows) {
        return rows.stream().flatMap(row -> row.agent().stream()).toList();
    }

    private Presence presence(HostStore.Row row, Optional<Instant> lastHeard) {
        Optional<Instant> lastSeen = row.host().lastSeenAt();
        if (lastSeen.isEmpty()) {
            return Presence.NEVER_CONNECTED;
        }
        boolean online = heard.isPresent()
                ? lastHeard.isPresent()
                : row.connectedAt().isPresent()
                        && lastSeen.get().plus(COARSE).plus(Limits.SILENCE).isAfter(now);
        return online ? Presence.ONLINE : Presence.OFFLINE;
    }
}
