package io.portreeve.cloud.actions.boundary;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionFilter;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.actions.RequestedAction;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.control.ActionSteps;
import io.portreeve.cloud.actions.control.ActionStore;
import io.portreeve.cloud.actions.control.Asking;
import io.portreeve.cloud.actions.control.Trail;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.action.ActionKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked of the hosts of the organization in scope. Whether the requester may ask is the caller's to check. */
@ApplicationScoped
public class Actions {
    /** Kinds that an agent knows which tells what it allows. */
    private static final Set<ActionKind> LATER = Set.of(ActionKind.REMOVE, ActionKind.UPDATE, ActionKind.EXEC);

    private final ActionStore store = new ActionStore();
    private final ActionSteps steps = new ActionSteps();
    private final TenantDatabase database;
    private final TenantScope scope;
    private final Containers containers;
    private final Audit audit;
    private final Asking asking;
    private final Clock clock;

    @Inject
    public Actions(
            TenantDatabase database,
            TenantScope scope,
            Containers containers,
            Audit audit,
            Asking asking,
            Clock clock) {
        this.database = database;
        this.scope = scope;
        this.containers = containers;
        this.audit = audit;
        this.asking = asking;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Actions() {
        this(null, null, null, null, null, null);
    }

    /**
     * Asks for an action. The same requester asking again with the same key gets the action of the first time.
     *
     * @return empty if the organization has no such container, or it was removed
     * @throws ProblemException {@code conflict} if the key stands for something else, or the host's agent does not know
     *     the kind; {@code too-many-pending}
     */
    public Optional<RequestedAction> request(Requester requester, ActionWish wish) {
        Optional<Container> known = containers.find(wish.container());
        known.ifPresent(container -> checkKnown(container, wish.action().kind()));
        return known.map(container -> asking.ask(row(requester, wish, container)));
    }

    /** Empty if the organization has no such action. */
    public Optional<Action> find(ActionId id) {
        return database.transaction(connection -> store.find(connection, id));
    }

    /** One page, the newest first; of a host or container that does not exist there are none. */
    public List<Action> search(ActionFilter filter) {
        return database.transaction(connection -> store.search(connection, filter));
    }

    /**
     * Takes back an action that was not sent to its host yet.
     *
     * @return the action as it stands now; empty if the organization has no such action
     * @throws ProblemException {@code conflict} if it is too late
     */
    public Optional<Action> cancel(Requester requester, ActionId id) {
        Optional<Action> cancelled = database.transaction(connection -> {
            boolean done = steps.cancel(connection, id, clock.instant());
            Optional<Action> action = store.find(connection, id);
            if (action.isPresent() && !done) {
                throw new ProblemException(
                        ProblemCode.CONFLICT,
                        "It is " + action.get().state().wireName() + ", and cannot be taken back any more.");
            }
            action.ifPresent(known -> audit.record(Trail.byUser(requester, "cancelled", known)));
            return action;
        });
        cancelled.ifPresent(asking::tell);
        return cancelled;
    }

    private static void checkKnown(Container container, ActionKind kind) {
        if (LATER.contains(kind) && container.allowed().isEmpty()) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "The agent of this host does not know " + kind.wireName() + ": update it.");
        }
    }

    private ActionStore.NewRow row(Requester requester, ActionWish wish, Container container) {
        return new ActionStore.NewRow(
                scope.required(),
                asking.newId(),
                container.hostId(),
                Optional.of(new ActionStore.Target(container.id(), container.dockerId())),
                container.name(),
                wish.action(),
                wish.precondition(),
                wish.validity(),
                wish.idempotencyKey(),
                requester,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
