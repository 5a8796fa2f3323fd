package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which actions; the newest come first.
 *
 * @param states empty for all
 * @param before only those that were asked for before this one: the last of the page before
 * @param limit 1 to {@value #LARGEST_PAGE}
 */
public record ActionFilter(
        Optional<HostId> host,
        Optional<ContainerId> container,
        Set<ActionState> states,
        Optional<ActionId> before,
        int limit) {
    public static final int LARGEST_PAGE = 500;

    /** Those of which something is still expected. */
    public static final Set<ActionState> PENDING = Set.copyOf(
            Arrays.stream(ActionState.values()).filter(ActionState::isPending).collect(Collectors.toSet()));

    /** All others. */
    public static final Set<ActionState> ENDED = Set.copyOf(EnumSet.complementOf(EnumSet.copyOf(PENDING)));

    public ActionFilter {
        states = Set.copyOf(states);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit is not within 1 and " + LARGEST_PAGE + ": " + limit);
        }
    }

    /** The newest of the organization. */
    public static ActionFilter of(Set<ActionState> states, int limit) {
        return new ActionFilter(Optional.empty(), Optional.empty(), states, Optional.empty(), limit);
    }

    /** The newest of a container. */
    public static ActionFilter of(ContainerId container, int limit) {
        return new ActionFilter(Optional.empty(), Optional.of(container), Set.of(), Optional.empty(), limit);
    }
}
