package io.portreeve.cloud.actions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an action stands. */
public enum ActionState {
    /** Not sent to the host yet; can still be cancelled. */
    REQUESTED,
    /** Sent, and not begun as far as we know. */
    DELIVERED,
    /** The agent has written down that it begins. */
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** By a rule of the host's owner, or because the container is not the one that was meant. */
    REFUSED,
    /** Its time was over before it began. */
    EXPIRED,
    CANCELLED,
    /** It may have been done; the agent may still tell. */
    UNKNOWN;

    /** As in the database and the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ActionState> named(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether something is still expected. */
    public boolean isPending() {
        return compareTo(RUNNING) <= 0;
    }
}
