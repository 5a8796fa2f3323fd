package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.fleet.AgentUpdate;
import io.portreeve.cloud.fleet.AgentUpdate.Standing;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.cloud.web.row.ActionRow;
import io.portreeve.cloud.web.row.UpdateStage;
import io.portreeve.contract.release.ReleaseVersion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Which agent runs on a host and what it can be replaced by, ready to be shown.
 *
 * @param last the newest try; null if there was none
 * @param stages how far that has come
 * @param mayAsk whether whoever looks may ask for it
 */
public record AgentUpdateView(AgentUpdate update, ActionRow last, List<Badge> stages, boolean mayAsk) {
    static AgentUpdateView of(
            Host host, AgentUpdate update, Optional<Action> last, Role role, Instant now, ZoneId zone) {
        return new AgentUpdateView(
                update,
                last.map(action -> ActionRow.of(action, role, now, zone)).orElse(null),
                last.map(action -> UpdateStage.of(action, Optional.of(host))).orElse(List.of()),
                role.atLeast(Role.ADMIN));
    }

    /** Null while nothing is offered. */
    public String offered() {
        return update.offered().map(ReleaseVersion::text).orElse(null);
    }

    public String standingKey() {
        return "update.standing." + update.standing().word();
    }

    /** Whether it can be asked for now. */
    public boolean askable() {
        return mayAsk && update.isPossible() && !running();
    }

    /** Whether there would be something to ask for, if it were not for the host. */
    public boolean barred() {
        return mayAsk && (update.standing() == Standing.UNABLE || update.standing() == Standing.FORBIDDEN);
    }

    public boolean running() {
        return last != null && last.action().state().isPending();
    }

    /** Whether the last try is worth more than a look into the list of actions. */
    public boolean failed() {
        return last != null && !running() && last.action().state() != ActionState.SUCCEEDED;
    }
}
