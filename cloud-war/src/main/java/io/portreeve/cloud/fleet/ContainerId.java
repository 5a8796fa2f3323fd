package io.portreeve.cloud.fleet;

import java.util.Objects;
import java.util.UUID;

/** Identity of a container. */
public record ContainerId(UUID value) {
    public ContainerId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
