package io.portreeve.contract.message;

import java.util.UUID;

/** The outcome of this action is stored, or was never asked for; the agent need not say it again. */
public record ActionAcknowledged(UUID id) implements CloudMessage {}
