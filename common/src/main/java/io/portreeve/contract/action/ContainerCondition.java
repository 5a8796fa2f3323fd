package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Optional;

/**
 * A container at one moment of an action.
 *
 * @param state the engine's word, such as running or exited
 * @param imageId such as {@code sha256:…}
 * @param startedAt start of the present or last run, to the millisecond; absent if it never ran
 * @param exitCode of the last run; absent while it runs or never ran
 */
public record ContainerCondition(
        String state, String imageId, Optional<Instant> startedAt, Optional<Integer> exitCode) {
    public ContainerCondition {
        if (Math.max(state.length(), imageId.length()) > Limits.TEXT_LENGTH) {
            throw new IllegalArgumentException("a text is longer than " + Limits.TEXT_LENGTH + " characters");
        }
    }
}
