package io.portreeve.cloud.actions;

import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.PruneKind;
import java.util.Set;

/** What somebody wants done on a host. */
public sealed interface HostWish {
    /** Whether to ask for it takes more than being a member: what is done away with does not come back. */
    default boolean needsAdministrator() {
        return false;
    }

    /** That what is not used is listed. */
    record Plan(Set<PruneKind> kinds) implements HostWish {
        public Plan {
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * That what such a list named is done away with.
     *
     * @param plan the action that listed it
     * @param volumes whether the volumes among it go as well, with what is in them
     */
    record Prune(ActionId plan, boolean volumes) implements HostWish {
        @Override
        public boolean needsAdministrator() {
            return true;
        }
    }

    /** That the agent itself is replaced by the release that this installation offers. */
    record UpdateAgent() implements HostWish {
        @Override
        public boolean needsAdministrator() {
            return true;
        }
    }

    /** That something is done to a compose project. */
    record Project(HostAction.Project action) implements HostWish {}
}
