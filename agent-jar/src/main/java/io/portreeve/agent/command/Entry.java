package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A line of the journal. */
sealed interface Entry {
    UUID id();

    /** Something begins, and an outcome is owed. */
    sealed interface Beginning extends Entry {
        /** The agent's clock. */
        Instant at();
    }

    /**
     * The engine is about to be asked, more than once.
     *
     * @param action by its wire name
     * @param patience after which it is over, whatever came of it
     * @param grace that a container is given to end by itself; absent in what older agents wrote
     * @param concerned what it is done to, in order
     */
    record HostBegun(
            UUID id, String action, Duration patience, Optional<Duration> grace, Instant at, List<Concerned> concerned)
            implements Beginning {
        public HostBegun {
            concerned = List.copyOf(concerned);
        }
    }

    /**
     * Something that an action on a host is about to be done to.
     *
     * @param what as a step says it
     * @param before as it was, if it is a container of which that matters
     */
    record Concerned(String what, String id, String name, Optional<ContainerCondition> before) {}

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
            implements Beginning {}

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
