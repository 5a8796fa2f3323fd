package io.portreeve.cloud.fleet;

import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.Stream;
import java.util.List;
import java.util.Map;

/**
 * A session of an agent that has begun.
 *
 * @param epoch fences every earlier session
 * @param acknowledged the last number stored in each stream; absent means none
 * @param wishes whose logs were wished for when it began; none of an agent that knows no wishes
 */
public record AgentSession(AuthenticatedAgent agent, long epoch, Map<Stream, Long> acknowledged, List<LogWish> wishes) {
    public AgentSession {
        acknowledged = Map.copyOf(acknowledged);
        wishes = List.copyOf(wishes);
    }

    /** Without wishes. */
    public AgentSession(AuthenticatedAgent agent, long epoch, Map<Stream, Long> acknowledged) {
        this(agent, epoch, acknowledged, List.of());
    }
}
