package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Precondition;
import java.time.Duration;

/**
 * What somebody wants done.
 *
 * @param validity after which it is not begun any more, {@link #SHORTEST} to {@link #LONGEST}
 * @param idempotencyKey the requester's own name of it, 1 to 64 printable characters: asking again gives the same action
 */
public record ActionWish(
        ContainerId container,
        ContainerAction action,
        Precondition precondition,
        Duration validity,
        String idempotencyKey) {
    public static final Duration SHORTEST = Duration.ofSeconds(5);
    public static final Duration USUAL = Duration.ofMinutes(2);
    public static final Duration LONGEST = Duration.ofHours(24);

    public ActionWish {
        if (validity.compareTo(SHORTEST) < 0 || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("validity is not within " + SHORTEST + " and " + LONGEST);
        }
        if (!idempotencyKey.matches("[\\x21-\\x7e]{1,64}")) {
            throw new IllegalArgumentException("idempotencyKey is not 1 to 64 printable characters");
        }
    }

    /** Whether to ask for it takes more than being a member: a command can do whatever the container can. */
    public boolean needsAdministrator() {
        return action.kind() == ActionKind.EXEC;
    }
}
