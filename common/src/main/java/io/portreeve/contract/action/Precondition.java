package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Optional;

/**
 * What the container must still be for the action to make sense; otherwise it is refused.
 *
 * @param startedAt this run of it, to the millisecond; absent means any
 * @param imageId this image, such as {@code sha256:…}; empty means any
 */
public record Precondition(Optional<Instant> startedAt, String imageId) {
    /** Holds for every container. */
    public static final Precondition NONE = new Precondition(Optional.empty(), "");

    public Precondition {
        if (imageId.length() > Limits.TEXT_LENGTH) {
            throw new IllegalArgumentException("imageId is longer than " + Limits.TEXT_LENGTH + " characters");
        }
    }
}
