package io.portreeve.cloud.actions.boundary;

import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.actions.control.ActionBus;
import io.portreeve.cloud.actions.control.ActionSteps;
import io.portreeve.cloud.actions.control.Overdue;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Ends what nobody answers for, over all organizations; for a timer that runs on one node at a time. */
@ApplicationScoped
public class ActionExpiry {
    /** How long after its time an agent may still be heard of an action that it was sent. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final ActionSteps steps = new ActionSteps();
    private final SystemDatabase system;
    private final Overdue overdue;
    private final TenantScope scope;
    private final ActionBus bus;
    private final Clock clock;

    @Inject
    public ActionExpiry(SystemDatabase system, Overdue overdue, TenantScope scope, ActionBus bus, Clock clock) {
        this.system = system;
        this.overdue = overdue;
        this.scope = scope;
        this.bus = bus;
        this.clock = clock;
    }

    /** For the proxy. */
    protected ActionExpiry() {
        this(null, null, null, null, null);
    }

    /** What was never sent is expired; what was sent is unknown, until its agent tells. */
    public void run() {
        Instant now = clock.instant();
        Instant deliveredBefore = now.minus(GRACE);
        for (ActionSteps.Due due : system.transaction(connection -> steps.due(connection, now, deliveredBefore))) {
            scope.run(
                    due.organization(),
                    () -> overdue.end(due, now, deliveredBefore)
                            .ifPresent(action -> bus.tell(new ActionChange(
                                    due.organization(), action.id(), action.containerId(), action.state()))));
        }
    }
}
