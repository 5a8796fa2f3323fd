package io.portreeve.cloud.web.actions;

import io.portreeve.cloud.actions.ActionFilter;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.boundary.Actions;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.row.ActionRow;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** What was asked of the organization's hosts: what is pending on top, then what came of the rest. */
@Named("actionList")
@RequestScoped
public class ActionsBacking {
    private static final int MOST = 100;

    @Inject
    Caller caller;

    @Inject
    Actions actions;

    @Inject
    Clock clock;

    private List<ActionRow> pending = List.of();
    private List<ActionRow> ended = List.of();

    @PostConstruct
    void read() {
        pending = rows(ActionFilter.PENDING);
        ended = rows(ActionFilter.ENDED);
    }

    public List<ActionRow> getPending() {
        return pending;
    }

    public List<ActionRow> getEnded() {
        return ended;
    }

    private List<ActionRow> rows(Set<ActionState> states) {
        Instant now = clock.instant();
        ZoneId zone = caller.user().timeZone();
        Role role = caller.user().role();
        return caller.scoped(() -> actions.search(ActionFilter.of(states, MOST))).stream()
                .map(action -> ActionRow.of(action, role, now, zone))
                .toList();
    }
}
