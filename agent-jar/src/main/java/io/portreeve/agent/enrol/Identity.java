package io.portreeve.agent.enrol;

import io.portreeve.contract.protocol.AgentToken;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Who the agent is, and what proves it.
 *
 * @param cloud that issued it, as a person wrote the address
 * @param releaseKey who signs releases of the agent, as enrolment told and nobody can tell otherwise later
 */
public record Identity(UUID agentId, UUID hostId, String cloud, PrivateKey key, Optional<PublicKey> releaseKey) {
    /** Where enrolment named nobody who signs releases. */
    public Identity(UUID agentId, UUID hostId, String cloud, PrivateKey key) {
        this(agentId, hostId, cloud, key, Optional.empty());
    }

    /** A proof for one connection. */
    public String freshToken(Clock clock) {
        return new AgentToken(agentId, clock.instant(), UUID.randomUUID()).signedWith(key);
    }

    @Override
    public String toString() {
        return "Identity[agent=" + agentId + ", host=" + hostId + ", cloud=" + cloud + ", key=redacted]";
    }
}
