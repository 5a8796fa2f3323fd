package io.portreeve.cloud.actions.boundary;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.control.ActionBus;
import io.portreeve.cloud.actions.control.ActionSteps;
import io.portreeve.cloud.actions.control.ActionStore;
import io.portreeve.cloud.actions.control.Trail;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.message.CloudMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Takes actions to agents, and what came of them back. Except where it says otherwise a method works in the scope of the
 * agent's organization, and has committed when it returns. Whatever an agent says may come twice.
 */
@ApplicationScoped
public class ActionDelivery {
    private final ActionStore store = new ActionStore();
    private final ActionSteps steps = new ActionSteps();
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final AgentSessions sessions;
    private final Audit audit;
    private final ActionBus bus;
    private final Clock clock;

    @Inject
    public ActionDelivery(
            TenantDatabase database,
            SystemDatabase system,
            AgentSessions sessions,
            Audit audit,
            ActionBus bus,
            Clock clock) {
        this.database = database;
        this.system = system;
        this.sessions = sessions;
        this.audit = audit;
        this.bus = bus;
        this.clock = clock;
    }

    /** For the proxy. */
    protected ActionDelivery() {
        this(null, null, null, null, null, null);
    }

    /** Those of these hosts of the organization in scope for which {@link #take} would give something. */
    public Set<HostId> awaited(Set<HostId> hosts) {
        return database.transaction(connection -> steps.awaited(connection, hosts, clock.instant()));
    }

    /** What the agent has to be told now, told before or not; nothing if a newer session has begun. */
    public List<CloudMessage> take(AgentSession session) {
        AuthenticatedAgent agent = session.agent();
        List<Action> first = new ArrayList<>();
        List<CloudMessage> requests = database.transaction(connection -> {
            if (!sessions.isNewest(session)) {
                return List.<CloudMessage>of();
            }
            List<CloudMessage> all = steps.deliver(connection, agent.host(), clock.instant(), first);
            first.forEach(action -> audit.record(Trail.byAgent(agent, "delivered", action.id(), Map.of())));
            return all;
        });
        first.forEach(action -> tell(agent, action, ActionState.DELIVERED));
        return requests;
    }

    /** The agent has written down that it begins. */
    public void begun(AgentSession session, UUID action) {
        ActionId id = new ActionId(action);
        step(
                session,
                id,
                "running",
                Map.of(),
                connection -> steps.begin(connection, session.agent().host(), id, clock.instant()));
    }

    /** There is an outcome; one that was told before, or was never asked for, changes nothing. */
    public void ended(AgentSession session, ActionResult result) {
        ActionId id = new ActionId(result.id());
        Map<String, String> detail = result.rule().isEmpty()
                ? Map.of("answer", result.answer())
                : Map.of("rule", result.rule(), "answer", result.answer());
        step(
                session,
                id,
                result.outcome().wireName(),
                detail,
                connection -> steps.end(connection, session.agent().host(), result, clock.instant()));
    }

    /** Hosts for which something waits to be sent, of all organizations; needs no scope. */
    public Set<HostId> waiting() {
        return system.transaction(steps::waiting);
    }

    /** Tells each host that gets something to do, on whichever node it was asked for, until closed. */
    public AutoCloseable onRequested(Consumer<HostId> listener) {
        return bus.onRing(listener);
    }

    private void step(
            AgentSession session, ActionId id, String step, Map<String, String> detail, SqlWork<Boolean> work) {
        AuthenticatedAgent agent = session.agent();
        Optional<Action> changed = database.transaction(connection -> {
            if (!work.with(connection)) {
                return Optional.<Action>empty();
            }
            audit.record(Trail.byAgent(agent, step, id, detail));
            return store.find(connection, id);
        });
        changed.ifPresent(action -> tell(agent, action, action.state()));
    }

    private void tell(AuthenticatedAgent agent, Action action, ActionState state) {
        bus.tell(new ActionChange(agent.organization(), action.id(), action.containerId(), state));
    }
}
