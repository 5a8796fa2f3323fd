package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.ActionFilter;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.fleet.Container;
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
import java.util.Arrays;
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

    /**
     * Something to ask for.
     *
     * @param forbidden by the host's owner, as far as its agent tells
     */
    public record Button(String kind, boolean forbidden) {}

    /** Those that stand by themselves. */
    public List<Button> common(Container container) {
        return switch (container.state()) {
            case RUNNING, RESTARTING -> buttons(container, ActionKind.STOP, ActionKind.RESTART);
            case PAUSED -> buttons(container, ActionKind.UNPAUSE, ActionKind.STOP);
            default -> buttons(container, ActionKind.START);
        };
    }

    /** The others that make sense. */
    public List<Button> rare(Container container) {
        return switch (container.state()) {
            case RUNNING ->
                buttons(
                        container,
                        ActionKind.UPDATE,
                        ActionKind.EXEC,
                        ActionKind.PAUSE,
                        ActionKind.KILL,
                        ActionKind.REMOVE);
            case RESTARTING -> buttons(container, ActionKind.UPDATE, ActionKind.KILL, ActionKind.REMOVE);
            case PAUSED -> buttons(container, ActionKind.KILL, ActionKind.REMOVE);
            default -> buttons(container, ActionKind.UPDATE, ActionKind.REMOVE);
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
            Role role = caller.user().role();
            ContainerId container = PathId.of(request).map(ContainerId::new).orElseThrow();
            rows = caller.scoped(() -> actions.search(ActionFilter.of(container, MOST))).stream()
                    .map(action -> ActionRow.of(action, role, now, zone))
                    .toList();
        }
        return rows;
    }

    private static List<Button> buttons(Container container, ActionKind... kinds) {
        return Arrays.stream(kinds)
                .map(ActionKind::wireName)
                .map(kind -> new Button(
                        kind,
                        container
                                .allowed()
                                .filter(allowed -> !allowed.contains(kind))
                                .isPresent()))
                .toList();
    }
}
