package io.portreeve.contract.message;

import io.portreeve.contract.sample.AgentFigures;
import java.time.Duration;
import java.util.Optional;

/**
 * How the agent itself is; sent when it changes.
 *
 * @param engineProblem one line for people while the Docker Engine cannot be read; absent when all is well
 * @param droppedBatches durable messages given up since the agent started, because a bound was hit
 * @param clockSkew the agent's clock minus the cloud's, by a round trip; absent while it is not known
 * @param figures about once a minute anew; absent while there are none
 */
public record AgentStatus(
        Optional<String> engineProblem,
        long droppedBatches,
        Optional<Duration> clockSkew,
        Optional<AgentFigures> figures)
        implements AgentMessage {
    public AgentStatus {
        engineProblem.ifPresent(text -> Texts.bounded("engineProblem", text));
    }

    /** Where the clock is not known to differ. */
    public AgentStatus(Optional<String> engineProblem, long droppedBatches) {
        this(engineProblem, droppedBatches, Optional.empty(), Optional.empty());
    }
}
