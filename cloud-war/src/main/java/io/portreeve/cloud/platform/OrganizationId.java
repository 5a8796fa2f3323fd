package io.portreeve.cloud.platform;

import java.util.Objects;
import java.util.UUID;

/** Identity of an organization. */
public record OrganizationId(UUID value) {
    public OrganizationId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
