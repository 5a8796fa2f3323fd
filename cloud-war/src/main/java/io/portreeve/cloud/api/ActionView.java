package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.Action;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was asked of a host.
 *
 * @param kind start, stop, restart, kill, pause, unpause
 * @param patienceSeconds of stop and restart
 * @param signal of kill
 * @param state requested, delivered, running; succeeded, failed, refused, expired, cancelled; unknown
 * @param expiresAt when it is not begun any more
 * @param rule of the host's owner that refused it
 * @param answer what the engine said, or why it was not asked
 * @param before the container before; absent if nobody looked
 * @param after the container afterwards; likewise
 */
public record ActionView(
        UUID id,
        UUID hostId,
        String hostName,
        UUID containerId,
        String containerName,
        String kind,
        Optional<Long> patienceSeconds,
        Optional<String> signal,
        String state,
        UUID requestedBy,
        String requestedByName,
        Instant requestedAt,
        Instant expiresAt,
        Optional<Instant> deliveredAt,
        Optional<Instant> beganAt,
        Optional<Instant> endedAt,
        Optional<String> rule,
        Optional<String> answer,
        Optional<ConditionView> before,
        Optional<ConditionView> after) {

    /** A container at one moment. */
    public record ConditionView(String state, String imageId, Optional<Instant> startedAt, Optional<Integer> exitCode) {
        static ConditionView of(ContainerCondition condition) {
            return new ConditionView(
                    condition.state(), condition.imageId(), condition.startedAt(), condition.exitCode());
        }
    }

    static ActionView of(Action action) {
        return new ActionView(
                action.id().value(),
                action.hostId().value(),
                action.hostName(),
                action.containerId().value(),
                action.containerName(),
                action.action().kind().wireName(),
                patience(action.action()),
                action.action() instanceof ContainerAction.Kill kill ? Optional.of(kill.signal()) : Optional.empty(),
                action.state().wireName(),
                action.requester().user(),
                action.requester().name(),
                action.requestedAt(),
                action.expiresAt(),
                action.deliveredAt(),
                action.beganAt(),
                action.endedAt(),
                Optional.of(action.rule()).filter(rule -> !rule.isEmpty()),
                Optional.of(action.answer()).filter(answer -> !answer.isEmpty()),
                action.before().map(ConditionView::of),
                action.after().map(ConditionView::of));
    }

    private static Optional<Long> patience(ContainerAction action) {
        if (action instanceof ContainerAction.Stop stop) {
            return Optional.of(stop.patience().toSeconds());
        }
        return action instanceof ContainerAction.Restart restart
                ? Optional.of(restart.patience().toSeconds())
                : Optional.empty();
    }
}
