package io.portreeve.cloud.fleet;

import io.portreeve.contract.message.Inventory;

/** The containers that a session's agent says it has. */
public record Declaration(AgentSession session, Inventory inventory) {}
