package io.portreeve.cloud.api;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionFilter;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Part of a list of actions.
 *
 * @param next the cursor of the page after this one; absent if this may be the last
 */
public record ActionPage(List<ActionView> items, Optional<UUID> next) {
    public ActionPage {
        items = List.copyOf(items);
    }

    /** As somebody of this role may see it. */
    static ActionPage of(Actions actions, ActionFilter filter, Role role) {
        List<Action> found = actions.search(filter);
        boolean full = found.size() == filter.limit();
        return new ActionPage(
                found.stream().map(action -> ActionView.of(action, role)).toList(),
                full ? Optional.of(found.get(found.size() - 1).id().value()) : Optional.empty());
    }

    /** What a list may be asked, as it came. */
    static ActionFilter filter(
            Optional<HostId> host, Optional<ContainerId> container, List<String> states, String limit, String cursor) {
        try {
            Set<ActionState> wanted = states.stream()
                    .flatMap(each -> Arrays.stream(each.split(",", -1)))
                    .map(each -> ActionState.named(each.strip()).orElseThrow(IllegalArgumentException::new))
                    .collect(Collectors.toSet());
            return new ActionFilter(
                    host,
                    container,
                    wanted,
                    Optional.ofNullable(cursor).map(UUID::fromString).map(ActionId::new),
                    Integer.parseInt(limit));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemCode.REQUEST_INVALID, "state, limit or cursor has a value that is not offered.");
        }
    }
}
