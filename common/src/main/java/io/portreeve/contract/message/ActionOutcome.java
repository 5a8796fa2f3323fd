package io.portreeve.contract.message;

import io.portreeve.contract.action.ActionResult;

/** An action has ended. The agent keeps it on disk, and says it again, until it is {@link ActionAcknowledged}. */
public record ActionOutcome(ActionResult result) implements AgentMessage {}
