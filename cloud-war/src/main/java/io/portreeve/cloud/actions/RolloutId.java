package io.portreeve.cloud.actions;

import java.util.Objects;
import java.util.UUID;

/** The id of a rollout, unique everywhere. */
public record RolloutId(UUID value) {
    public RolloutId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
