package io.portreeve.contract.message;

import java.util.Optional;

/**
 * How the agent itself is; sent when it changes.
 *
 * @param engineProblem one line for people while the Docker Engine cannot be read; absent when all is well
 * @param droppedBatches durable messages given up since the agent started, because a bound was hit
 */
public record AgentStatus(Optional<String> engineProblem, long droppedBatches) implements AgentMessage {
    public AgentStatus {
        engineProblem.ifPresent(text -> Texts.bounded("engineProblem", text));
    }
}
