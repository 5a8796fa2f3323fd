package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A line of the journal. */
sealed interface Entry {
    UUID id();

    /**
     * The engine is about to be asked.
     *
     * @param deadly whether the container cannot but end by it
     * @param patience that the container is given to end by itself
     * @param at the agent's clock
     * @param before the container as it was
     */
    record Begun(
            UUID id,
            String dockerId,
            ActionKind kind,
            boolean deadly,
            Duration patience,
            Instant at,
            ContainerCondition before)
            implements Entry {}

    /** There is an outcome. */
    record Ended(ActionResult result) implements Entry {
        @Override
        public UUID id() {
            return result.id();
        }
    }

    /** The cloud has stored it. */
    record Acknowledged(UUID id) implements Entry {}
}
