package io.portreeve.cloud.fleet;

import io.portreeve.contract.message.HostFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A Docker host as it is now.
 *
 * @param name chosen at enrolment
 * @param facts as the agent last told; texts empty and numbers 0 before it ever did
 * @param lastSeenAt exact while Redis is there, else up to half a minute behind; empty if never connected
 * @param engineProblem one line for people while the agent cannot read the engine
 * @param clockSkew the host's clock minus ours, as last measured; positive when it is ahead
 * @param agent how it fares; empty if it never told
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
        int containersTotal) {}
