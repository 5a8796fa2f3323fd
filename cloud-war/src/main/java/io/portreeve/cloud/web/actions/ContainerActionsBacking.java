package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.ActionFilter;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.PathId;
import io.portreeve.cloud.web.row.ActionRow;
import io.portreeve.contract.action.ActionKind;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The actions of a container's page: what may be asked for, and what was. */
@Named("containerActions")
@RequestScoped
public class ContainerActionsBacking {
    private static final int MOST = 5;

    @Inject
    HttpServletRequest request;

    @Inject
    Caller caller;

    @Inject
    Actions actions;

    @Inject
    Clock clock;

    private List<ActionRow> rows;

    /** Those that stand by themselves. */
    public List<String> common(ContainerState state) {
        return switch (state) {
            case RUNNING, RESTARTING -> names(ActionKind.STOP, ActionKind.RESTART);
            case PAUSED -> names(ActionKind.UNPAUSE, ActionKind.STOP);
            default -> names(ActionKind.START);
        };
    }

    /** The others that make sense. */
    public List<String> rare(ContainerState state) {
        return switch (state) {
            case RUNNING -> names(ActionKind.PAUSE, ActionKind.KILL);
            case RESTARTING, PAUSED -> names(ActionKind.KILL);
            default -> List.of();
        };
    }

    /** Why nothing may be asked for, as a key of a text; null if it may. */
    public String forbidden(ContainerState state) {
        if (!caller.user().role().atLeast(Role.MEMBER)) {
            return "action.viewer";
        }
        return state == ContainerState.UNKNOWN ? "action.offline" : null;
    }

    /** The newest. */
    public List<ActionRow> getRows() {
        if (rows == null) {
            Instant now = clock.instant();
            ZoneId zone = caller.user().timeZone();
            ContainerId container = PathId.of(request).map(ContainerId::new).orElseThrow();
            rows = caller.scoped(() -> actions.search(ActionFilter.of(container, MOST))).stream()
                    .map(action -> ActionRow.of(action, now, zone))
                    .toList();
        }
        return rows;
    }

    private static List<String> names(ActionKind... kinds) {
        return java.util.Arrays.stream(kinds).map(ActionKind::wireName).toList();
    }
}
