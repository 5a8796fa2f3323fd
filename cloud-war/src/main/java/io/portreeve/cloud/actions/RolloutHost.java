package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.HostId;
import java.util.Locale;
import java.util.Optional;

/**
 * A host of a rollout.
 *
 * @param action by which it was asked; absent before, and if it is left out
 * @param answer what came of it, or why it is left out; may be empty
 */
public record RolloutHost(HostId host, String name, State state, Optional<ActionId> action, String answer) {
    /** How it stands there. */
    public enum State {
        WAITING,
        ASKED,
        UPDATED,
        /** Cannot be replaced at the moment, or its owner refused. */
        LEFT_OUT,
        /** Went back, could not take the release, or did not return. */
        FAILED;

        /** As in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What an action that asks a host for its update makes of it. */
    public static State after(ActionState action) {
        return switch (action) {
            case REQUESTED, DELIVERED, RUNNING -> State.ASKED;
            case SUCCEEDED -> State.UPDATED;
            case REFUSED, EXPIRED, CANCELLED -> State.LEFT_OUT;
            case FAILED, UNKNOWN -> State.FAILED;
        };
    }
}
