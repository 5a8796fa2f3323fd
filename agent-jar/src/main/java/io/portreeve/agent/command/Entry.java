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

    /**
     * A container was made to take another's place; from here on the other may be stopped and have another name.
     *
     * @param newId of the new one
     * @param name of the old one, to be the new one's
     * @param healthy whether the old one can go
     */
    record Replaced(UUID id, String newId, String name, boolean healthy) implements Entry {}

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
