package io.portreeve.cloud.identity;

import java.util.Objects;
import java.util.UUID;

/** Identity of an API token; no secret. */
public record ApiTokenId(UUID value) {
    public ApiTokenId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
