package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Ends single actions whose time is over, each in a transaction of its own: the timer's is another role's. */
@ApplicationScoped
public class Overdue {
    private final ActionStore store = new ActionStore();
    private final ActionSteps steps = new ActionSteps();
    private final TenantDatabase database;
    private final Audit audit;

    @Inject
    public Overdue(TenantDatabase database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** For the proxy. */
    protected Overdue() {
        this(null, null);
    }

    /** The action as it ended, in the scope of its organization; empty if it is not overdue any more. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Action> end(ActionSteps.Due due, Instant now, Instant deliveredBefore) {
        return database.transaction(connection -> {
            boolean ended = steps.expire(connection, due.action(), now)
                    || steps.giveUp(connection, due.action(), now, deliveredBefore);
            if (!ended) {
                return Optional.<Action>empty();
            }
            Optional<Action> action = store.find(connection, due.action());
            action.ifPresent(known -> audit.record(Trail.bySystem(known.state().wireName(), known.id())));
            return action;
        });
    }
}
