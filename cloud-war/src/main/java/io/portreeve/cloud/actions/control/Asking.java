package io.portreeve.cloud.actions.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.RequestedAction;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Takes down what is asked for, once, and lets everybody know, in the scope of the organization. */
@ApplicationScoped
public class Asking {
    private static final int MOST_PENDING = 32;

    private final ActionStore store = new ActionStore();
    private final TenantDatabase database;
    private final TenantScope scope;
    private final Audit audit;
    private final ActionBus bus;

    @Inject
    public Asking(TenantDatabase database, TenantScope scope, Audit audit, ActionBus bus) {
        this.database = database;
        this.scope = scope;
        this.audit = audit;
        this.bus = bus;
    }

    /** For the proxy. */
    protected Asking() {
        this(null, null, null, null);
    }

    public ActionId newId() {
        return new ActionId(UuidCreator.getTimeOrderedEpoch());
    }

    /**
     * The action of this row, or of an earlier one of the same requester with the same key.
     *
     * @throws ProblemException {@code conflict} if the key stands for something else; {@code too-many-pending}
     */
    public RequestedAction ask(ActionStore.NewRow row) {
        RequestedAction requested = database.transaction(connection -> take(connection, row));
        announce(requested);
        return requested;
    }

    /** As {@link #ask}, in the transaction of a caller who announces it after the commit. */
    public RequestedAction take(Connection connection, ActionStore.NewRow row) throws SQLException {
        boolean isNew = store.insert(connection, row);
        Action action =
                store.find(connection, row.requester(), row.idempotencyKey()).orElseThrow();
        if (!isNew) {
            checkSame(action, row);
            return new RequestedAction(action, false);
        }
        if (store.pending(connection, row.host()) > MOST_PENDING) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_PENDING, "This host has " + MOST_PENDING + " actions waiting already.");
        }
        audit.record(Trail.byUser(row.requester(), "requested", action));
        return new RequestedAction(action, true);
    }

    /** Rings the host, if there is something new for it. */
    public void announce(RequestedAction requested) {
        if (requested.isNew()) {
            bus.ring(requested.action().hostId());
            tell(requested.action());
        }
    }

    /** Where it stands now. */
    public void tell(Action action) {
        bus.tell(new ActionChange(scope.required(), action.id(), action.containerId(), action.state()));
    }

    private static void checkSame(Action action, ActionStore.NewRow row) {
        Optional<ContainerId> container = row.container().map(ActionStore.Target::id);
        if (!action.hostId().equals(row.host())
                || !action.containerId().equals(container)
                || !action.action().equals(row.operation())) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "This idempotency key was used for another action: " + action.id() + ".");
        }
    }
}
