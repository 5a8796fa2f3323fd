package io.portreeve.cloud.fleet;

import io.portreeve.contract.message.HostFacts;
import io.portreeve.contract.protocol.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A Docker host as it is now.
 *
 * @param name chosen at enrolment
 * @param facts as the agent last told; texts empty and numbers 0 before it ever did
 * @param lastSeenAt exact while Redis is there, else up to half a minute behind; empty if never connected
 * @param engineProblem one line for people while the agent cannot read the engine
 * @param clockSkew the host's clock minus ours, as last measured; positive when it is ahead
 * @param agent how it fares; empty if it never told
 * @param capabilities names of what its agent can do, as it last said
 * @param containersRunning running by the agent's last word, also while the host is offline
 */
public record Host(
        HostId id,
        String name,
        HostFacts facts,
        Presence presence,
        Optional<Instant> lastSeenAt,
        Optional<String> agentVersion,
        Optional<String> engineProblem,
        Duration clockSkew,
        Optional<AgentHealth> agent,
        int containersRunning,
        int containersTotal,
        Set<String> capabilities) {
    public Host {
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether its agent says that it can. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability.wireName());
    }
}
