package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.identity.Role;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that was asked of a host.
 *
 * @param containerId absent if it is asked of a host or a compose project
 * @param project of compose, if it is asked of one
 * @param kind start, stop, restart, kill, pause, unpause, remove, update, exec; of a host prune-plan, prune, project-up,
 *     project-stop, project-down, project-restart, project-pull
 * @param patienceSeconds of stop and restart, and of a project's containers
 * @param signal of kill
 * @param force of remove
 * @param volumes of remove
 * @param image of update; absent for the name that the container was made from
 * @param pull of update
 * @param healthDeadlineSeconds of update
 * @param command of exec; for administrators only
 * @param deadlineSeconds of exec
 * @param state requested, delivered, running; succeeded, failed, refused, expired, cancelled; unknown
 * @param expiresAt when it is not begun any more
 * @param rule of the host's owner that refused it
 * @param answer what the engine said, or why it was not asked; of exec for administrators only
 * @param before the container before; absent if nobody looked
 * @param after the container afterwards; likewise
 * @param steps of what is asked of a host, with what came of each; in the action itself only, not in lists
 * @param output what was said; in the action itself only, not in lists; of exec for administrators only
 */
public record ActionView(
        UUID id,
        UUID hostId,
        String hostName,
        Optional<UUID> containerId,
        Optional<String> containerName,
        Optional<String> project,
        String kind,
        Optional<Long> patienceSeconds,
        Optional<String> signal,
        Optional<Boolean> force,
        Optional<Boolean> volumes,
        Optional<String> image,
        Optional<Boolean> pull,
        Optional<Long> healthDeadlineSeconds,
        Optional<List<String>> command,
        Optional<Long> deadlineSeconds,
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
        Optional<ConditionView> after,
        Optional<OutputView> output,
        Optional<List<StepView>> steps) {

    /** A container at one moment. */
    public record ConditionView(String state, String imageId, Optional<Instant> startedAt, Optional<Integer> exitCode) {
        static ConditionView of(ContainerCondition condition) {
            return new ConditionView(
                    condition.state(), condition.imageId(), condition.startedAt(), condition.exitCode());
        }
    }

    /** What was said: both streams, as much as is kept. */
    public record OutputView(String text, Optional<Integer> exitCode, long bytesLeftOut) {
        static OutputView of(ActionOutput output) {
            return new OutputView(output.text(), output.exitCode(), output.leftOut());
        }
    }

    /**
     * A step of what is asked of a host.
     *
     * @param what containers, dangling-images, images, networks, volumes or build-cache; or container, network, image
     * @param bytes that it takes up and nothing else does, as far as is known
     * @param outcome planned, done, skipped, refused, failed or unknown
     */
    public record StepView(
            String what, String id, String name, Optional<Long> bytes, String outcome, Optional<String> answer) {
        static StepView of(ActionStep step) {
            return new StepView(
                    step.what(),
                    step.id(),
                    step.name(),
                    step.bytes().isPresent() ? Optional.of(step.bytes().getAsLong()) : Optional.empty(),
                    step.outcome().wireName(),
                    Optional.of(step.answer()).filter(answer -> !answer.isEmpty()));
        }
    }

    /** As somebody of this role may see it. */
    static ActionView of(Action action, Role role) {
        boolean open = role.atLeast(Role.ADMIN) || !action.isForAdministrators();
        Optional<ContainerAction.Remove> remove = as(ContainerAction.Remove.class, action);
        Optional<ContainerAction.Update> update = as(ContainerAction.Update.class, action);
        Optional<ContainerAction.Exec> exec = as(ContainerAction.Exec.class, action);
        return new ActionView(
                action.id().value(),
                action.hostId().value(),
                action.hostName(),
                action.containerId().map(ContainerId::value),
                action.containerId().map(id -> action.subject()),
                as(HostAction.Project.class, action).map(HostAction.Project::project),
                action.action().wireName(),
                patience(action.action()),
                as(ContainerAction.Kill.class, action).map(ContainerAction.Kill::signal),
                remove.map(ContainerAction.Remove::force),
                remove.map(ContainerAction.Remove::volumes),
                update.map(ContainerAction.Update::image).filter(image -> !image.isEmpty()),
                update.map(ContainerAction.Update::pull),
                update.map(wanted -> wanted.healthDeadline().toSeconds()),
                exec.filter(known -> open).map(ContainerAction.Exec::command),
                exec.map(wanted -> wanted.deadline().toSeconds()),
                action.state().wireName(),
                action.requester().user(),
                action.requester().name(),
                action.requestedAt(),
                action.expiresAt(),
                action.deliveredAt(),
                action.beganAt(),
                action.endedAt(),
                Optional.of(action.rule()).filter(rule -> !rule.isEmpty()),
                Optional.of(action.answer()).filter(answer -> open && !answer.isEmpty()),
                action.before().map(ConditionView::of),
                action.after().map(ConditionView::of),
                action.output().filter(output -> open).map(OutputView::of),
                Optional.of(action.steps())
                        .filter(steps -> !steps.isEmpty())
                        .map(steps -> steps.stream().map(StepView::of).toList()));
    }

    private static <T extends Operation> Optional<T> as(Class<T> kind, Action action) {
        return Optional.of(action.action()).filter(kind::isInstance).map(kind::cast);
    }

    private static Optional<Long> patience(Operation action) {
        if (action instanceof HostAction.Project project) {
            return Optional.of(project.grace().toSeconds());
        }
        if (action instanceof ContainerAction.Stop stop) {
            return Optional.of(stop.patience().toSeconds());
        }
        return action instanceof ContainerAction.Restart restart
                ? Optional.of(restart.patience().toSeconds())
                : Optional.empty();
    }
}
