package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Operation;
import io.portreeve.contract.action.Precondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that was asked of a host. Times are by the cloud's clock.
 *
 * @param containerId absent if it is not asked of one container
 * @param dockerId the container's, by its engine; absent likewise
 * @param subject name of the container, the compose project or the host, as it was then
 * @param expiresAt when it is not begun any more
 * @param deliveredAt absent until it was sent
 * @param beganAt absent until the agent said so
 * @param endedAt absent until there is an outcome
 * @param rule that refused it; else empty
 * @param answer what the engine said, or why it was not asked; may be empty
 * @param before the container before; absent if nobody looked
 * @param after the container afterwards; likewise
 * @param output what it said; absent where nothing says anything, and in lists
 * @param steps what came of each; none of what is asked of a container, and none in lists
 */
public record Action(
        ActionId id,
        HostId hostId,
        String hostName,
        Optional<ContainerId> containerId,
        Optional<String> dockerId,
        String subject,
        Operation action,
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
        Optional<ActionOutput> output,
        List<ActionStep> steps) {
    public Action {
        steps = List.copyOf(steps);
    }

    /** Whether what was asked in detail, and what came of it, is for administrators only; the others see its state. */
    public boolean isForAdministrators() {
        return action instanceof ContainerAction.Exec;
    }
}
