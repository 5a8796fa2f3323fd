package io.portreeve.cloud.fleet;

import java.util.Objects;
import java.util.UUID;

/** Identity of a host. */
public record HostId(UUID value) {
    public HostId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
