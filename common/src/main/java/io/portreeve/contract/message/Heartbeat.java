package io.portreeve.contract.message;

import java.time.Instant;

/** Says that the sender is alive; both sides send one every {@code Limits.HEARTBEAT}. */
public record Heartbeat(Instant sentAt) implements AgentMessage, CloudMessage {}
