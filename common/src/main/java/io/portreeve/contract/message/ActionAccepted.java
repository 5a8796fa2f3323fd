package io.portreeve.contract.message;

import java.time.Instant;
import java.util.UUID;

/**
 * The agent has written down that it begins an action: it will not be begun again, and an {@link ActionOutcome} follows.
 * Not acknowledged; said again on each connection while there is no outcome.
 *
 * @param at the agent's clock
 */
public record ActionAccepted(UUID id, Instant at) implements AgentMessage {}
