package io.portreeve.cloud.actions;

import java.util.Objects;
import java.util.UUID;

/** Identity of an action; ids order by when they were asked for. */
public record ActionId(UUID value) {
    public ActionId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
