package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Precondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a program wants done.
 *
 * @param kind start, stop, restart, kill, pause, unpause, remove, update or exec
 * @param patienceSeconds of stop and restart: 0 to 300, 10 if absent
 * @param signal of kill: such as SIGTERM; SIGKILL if absent
 * @param expiresInSeconds after which it is not begun any more: 5 to 86400, 120 if absent
 * @param ifStartedAt only if the container still is in the run that began then; any if absent
 * @param force of remove: whether a container that runs is killed for it; false if absent
 * @param volumes of remove: whether volumes without a name that only it uses go too; false if absent
 * @param image of update: to make the container from; the name that it was made from if absent
 * @param pull of update: whether the registry is asked first; true if absent
 * @param healthDeadlineSeconds of update: within which the new container has to be healthy: 1 to 600, 60 if absent
 * @param command of exec: words, run without a shell
 * @param deadlineSeconds of exec: 1 to 300, 30 if absent
 * @param ifImageId only if the container still is of this image; any if absent
 */
public record ActionBody(
        String kind,
        Integer patienceSeconds,
        String signal,
        Integer expiresInSeconds,
        Boolean force,
        Boolean volumes,
        String image,
        Boolean pull,
        Integer healthDeadlineSeconds,
        List<String> command,
        Integer deadlineSeconds,
        Instant ifStartedAt,
        String ifImageId) {
    private static final int USUAL_PATIENCE = 10;
    private static final int USUAL_HEALTH_DEADLINE = 60;
    private static final int USUAL_DEADLINE = 30;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    ActionWish wish(ContainerId container, String idempotencyKey) {
        try {
            return new ActionWish(
                    container,
                    action(),
                    new Precondition(start(), ifImageId == null ? "" : ifImageId),
                    expiresInSeconds == null ? ActionWish.USUAL : Duration.ofSeconds(expiresInSeconds),
                    idempotencyKey);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private Optional<Instant> start() {
        if (ifStartedAt != null && (ifStartedAt.isBefore(Instant.EPOCH) || ifStartedAt.isAfter(LATEST))) {
            throw invalid("ifStartedAt is no moment at which a container started");
        }
        return Optional.ofNullable(ifStartedAt);
    }

    private ContainerAction action() {
        ActionKind known = ActionKind.named(kind == null ? "" : kind)
                .filter(ActionKind::isOfContainer)
                .orElseThrow(() ->
                        invalid("kind is none of start, stop, restart, kill, pause, unpause, remove, update and exec"));
        Duration patience = Duration.ofSeconds(patienceSeconds == null ? USUAL_PATIENCE : patienceSeconds);
        return switch (known) {
            case START -> new ContainerAction.Start();
            case STOP -> new ContainerAction.Stop(patience);
            case RESTART -> new ContainerAction.Restart(patience);
            case KILL -> new ContainerAction.Kill(signal == null ? "SIGKILL" : signal);
            case PAUSE -> new ContainerAction.Pause();
            case UNPAUSE -> new ContainerAction.Unpause();
            case REMOVE -> new ContainerAction.Remove(Boolean.TRUE.equals(force), Boolean.TRUE.equals(volumes));
            case UPDATE ->
                new ContainerAction.Update(
                        image == null ? "" : image,
                        !Boolean.FALSE.equals(pull),
                        seconds(healthDeadlineSeconds, USUAL_HEALTH_DEADLINE));
            case EXEC -> new ContainerAction.Exec(words(), seconds(deadlineSeconds, USUAL_DEADLINE));
            case PRUNE, PULL -> throw new IllegalStateException(known + " is not done to a container");
        };
    }

    private List<String> words() {
        if (command == null || command.stream().anyMatch(Objects::isNull)) {
            throw invalid("command is no list of words");
        }
        return command;
    }

    private static Duration seconds(Integer asked, int usual) {
        return Duration.ofSeconds(asked == null ? usual : asked);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail + ".");
    }
}
