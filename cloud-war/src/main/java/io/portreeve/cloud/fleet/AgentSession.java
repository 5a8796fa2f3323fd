package io.portreeve.cloud.fleet;

import io.portreeve.contract.message.Stream;
import java.util.Map;

/**
 * A session of an agent that has begun.
 *
 * @param epoch fences every earlier session
 * @param acknowledged the last number stored in each stream; absent means none
 */
public record AgentSession(AuthenticatedAgent agent, long epoch, Map<Stream, Long> acknowledged) {
    public AgentSession {
        acknowledged = Map.copyOf(acknowledged);
    }
}
