package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Precondition;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was asked of a host. Times are by the cloud's clock.
 *
 * @param dockerId the container's, by its engine
 * @param containerName as it was then
 * @param expiresAt when it is not begun any more
 * @param deliveredAt absent until it was sent
 * @param beganAt absent until the agent said so
 * @param endedAt absent until there is an outcome
 * @param rule that refused it; else empty
 * @param answer what the engine said, or why it was not asked; may be empty
 * @param before the container before; absent if nobody looked
 * @param after the container afterwards; likewise
 * @param output what it said; absent where nothing says anything, and in lists
 */
public record Action(
        ActionId id,
        HostId hostId,
        String hostName,
        ContainerId containerId,
        String dockerId,
        String containerName,
        ContainerAction action,
        Precondition precondition,
        Requester requester,
        ActionState state,
        Instant requestedAt,
        Instant expiresAt,
        Optional<Instant> deliveredAt,
        Optional<Instant> beganAt,
        Optional<Instant> endedAt,
        String rule,
        String answer,
        Optional<ContainerCondition> before,
        Optional<ContainerCondition> after,
        Optional<ActionOutput> output) {
    /** Whether what was asked in detail, and what came of it, is for administrators only; the others see its state. */
    public boolean isForAdministrators() {
        return action.kind() == ActionKind.EXEC;
    }
}
