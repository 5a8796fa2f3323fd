package io.portreeve.cloud.identity;

import java.util.Objects;
import java.util.UUID;

/** Identity of a person. */
public record UserId(UUID value) {
    public UserId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
