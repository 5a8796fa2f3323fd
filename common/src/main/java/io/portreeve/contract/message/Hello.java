package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The agent introduces itself.
 *
 * @param agentVersion for people; never compared
 * @param capabilities names of {@link io.portreeve.contract.protocol.Capability}, unknown ones included
 * @param host what the agent runs on
 * @param sentAt the agent's clock, from which the cloud measures its skew
 * @param lastSequences the last number the agent has given out in each stream; absent means none
 */
public record Hello(
        String agentVersion, Set<String> capabilities, HostFacts host, Instant sentAt, Map<Stream, Long> lastSequences)
        implements AgentMessage {
    public Hello {
        Texts.bounded("agentVersion", agentVersion);
        if (capabilities.size() > Limits.CAPABILITIES) {
            throw new IllegalArgumentException("more than " + Limits.CAPABILITIES + " capabilities");
        }
        capabilities.forEach(name -> Texts.bounded("capability", name));
        capabilities = Set.copyOf(capabilities);
        lastSequences = Map.copyOf(lastSequences);
    }
}
