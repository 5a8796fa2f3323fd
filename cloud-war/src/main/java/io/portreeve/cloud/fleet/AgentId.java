package io.portreeve.cloud.fleet;

import java.util.Objects;
import java.util.UUID;

/** Identity of an agent. */
public record AgentId(UUID value) {
    public AgentId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
