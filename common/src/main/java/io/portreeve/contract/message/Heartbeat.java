package io.portreeve.contract.message;

import java.time.Instant;
import java.util.Optional;

/**
 * Says that the sender is alive; both sides send one every {@code Limits.HEARTBEAT}. The cloud answers an agent's at
 * once, so that the agent can tell how its clock differs from the cloud's.
 *
 * @param answers when the heartbeat that this answers was sent, by its sender's clock
 */
public record Heartbeat(Instant sentAt, Optional<Instant> answers) implements AgentMessage, CloudMessage {
    /** One that answers none. */
    public Heartbeat(Instant sentAt) {
        this(sentAt, Optional.empty());
    }
}
