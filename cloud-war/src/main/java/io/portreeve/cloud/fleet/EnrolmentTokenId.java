package io.portreeve.cloud.fleet;

import java.util.Objects;
import java.util.UUID;

/** Identity of an enrolment token. */
public record EnrolmentTokenId(UUID value) {
    public EnrolmentTokenId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
