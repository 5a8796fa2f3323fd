package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.CursorMove;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.fleet.control.AgentStore;
import io.portreeve.cloud.fleet.control.InventoryStore;
import io.portreeve.cloud.fleet.control.PresenceBoard;
import io.portreeve.cloud.fleet.control.PresenceBus;
import io.portreeve.cloud.fleet.control.PresenceStore;
import io.portreeve.cloud.fleet.control.SessionBus;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;

/**
 * What an agent says of itself and its host. Except where it says otherwise a method works in the scope of the agent's
 * organization, and has committed when it returns.
 */
@ApplicationScoped
public class AgentSessions {
    private static final Duration WIDEST_SKEW = Duration.ofDays(36_500);

    private final AgentStore agents = new AgentStore();
    private final PresenceStore presences = new PresenceStore();
    private final InventoryStore inventories = new InventoryStore();
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final PresenceBoard board;
    private final PresenceBus presenceBus;
    private final SessionBus sessionBus;
    private final Quotas quotas;
    private final Clock clock;

    @Inject
    public AgentSessions(
            TenantDatabase database,
            SystemDatabase system,
            PresenceBoard board,
            PresenceBus presenceBus,
            SessionBus sessionBus,
            Quotas quotas,
            Clock clock) {
        this.quotas = quotas;
        this.database = database;
        this.system = system;
        this.board = board;
        this.presenceBus = presenceBus;
        this.sessionBus = sessionBus;
        this.clock = clock;
    }

    /** For the proxy. */
    protected AgentSessions() {
        this(null, null, null, null, null, null, null);
    }

    /** Begins a session; from now on it is the newest. Empty if the agent is revoked. */
    public Optional<AgentSession> begin(AuthenticatedAgent agent, Hello hello, Instant receivedAt) {
        Duration skew = skew(hello.sentAt(), receivedAt);
        Optional<AgentSession> session = database.transaction(connection -> {
            OptionalLong epoch = agents.beginSession(connection, agent, hello, receivedAt);
            if (epoch.isEmpty()) {
                return Optional.<AgentSession>empty();
            }
            agents.updateHost(connection, agent, hello.host(), skew, receivedAt);
            return Optional.of(
                    new AgentSession(agent, epoch.getAsLong(), known(hello, agents.cursors(connection, agent))));
        });
        session.ifPresent(begun -> {
            sessionBus.begun(agent.agent(), begun.epoch());
            board.heard(Map.of(agent.agent(), receivedAt));
            tell(agent, Presence.ONLINE, receivedAt);
        });
        return session;
    }

    /** An agent that went back to an older version would take the name of a stream it does not know for nonsense. */
    private static Map<Stream, Long> known(Hello hello, Map<Stream, Long> cursors) {
        Map.of(Capability.HOST_METRICS, Stream.HOST_METRICS, Capability.LOGS, Stream.LOGS)
                .forEach((capability, stream) -> {
                    if (!hello.capabilities().contains(capability.wireName())) {
                        cursors.remove(stream);
                    }
                });
        return cursors;
    }

    /**
     * Replaces what is known of the host's containers, and advances the cursor with it. An inventory that was stored
     * before changes nothing.
     *
     * @return which containers its numbers stand for; empty if the session is not the newest
     * @throws ProblemException {@code container-quota-reached} if the organization would have more than it may have
     */
    public Optional<Map<Integer, ContainerId>> store(AgentSession session, Inventory inventory) {
        AuthenticatedAgent agent = session.agent();
        int mostContainers = quotas.of(agent.organization()).containers();
        return database.transaction(connection -> {
            if (!agents.holdsEpoch(connection, agent, session.epoch())) {
                return Optional.<Map<Integer, ContainerId>>empty();
            }
            if (inventories.exceeds(connection, agent, inventory, mostContainers)) {
                throw new ProblemException(
                        ProblemCode.CONTAINER_QUOTA_REACHED,
                        "The organization may have " + mostContainers + " containers.");
            }
            if (agents.advance(connection, agent, Stream.INVENTORY, inventory.sequence())) {
                inventories.replace(connection, agent, inventory, clock.instant());
            }
            return Optional.of(inventories.numbers(connection, agent, inventory));
        });
    }

    /**
     * Moves the cursor of a stream whose rows another room stores. Call it first in the transaction that stores them:
     * the session stays the newest until that ends.
     */
    public CursorMove move(AgentSession session, Stream stream, long sequence) {
        AuthenticatedAgent agent = session.agent();
        return database.transaction(connection -> {
            if (!agents.holdsEpoch(connection, agent, session.epoch())) {
                return CursorMove.SUPERSEDED;
            }
            return agents.advance(connection, agent, stream, sequence) ? CursorMove.MOVED : CursorMove.STORED_BEFORE;
        });
    }

    /** Whether the session is the newest, which it then stays until the current transaction ends. */
    public boolean isNewest(AgentSession session) {
        return database.transaction(connection -> agents.holdsEpoch(connection, session.agent(), session.epoch()));
    }

    public void store(AgentSession session, AgentStatus status) {
        database.transaction(connection -> {
            if (agents.holdsEpoch(connection, session.agent(), session.epoch())) {
                agents.status(connection, session.agent(), status, clock.instant());
            }
            return null;
        });
    }

    /** Ends a session; its host is offline unless a newer session has begun. */
    public void end(AgentSession session, Instant lastHeard) {
        AuthenticatedAgent agent = session.agent();
        boolean newest =
                database.transaction(connection -> agents.endSession(connection, agent, session.epoch(), lastHeard));
        if (newest) {
            board.gone(agent.agent());
            tell(agent, Presence.OFFLINE, clock.instant());
        }
    }

    /** Keeps sessions shown as online; needs no scope and does not touch the database. */
    public void heard(Map<AgentId, Instant> agentsHeard) {
        board.heard(agentsHeard);
    }

    /**
     * Notes in the database that these sessions live; needs no scope.
     *
     * @return the newest epoch of each agent; those who are revoked or gone are left out
     */
    public Map<AgentId, Long> confirm(Map<AgentId, Long> epochs) {
        Instant now = clock.instant();
        return system.transaction(connection -> presences.heard(connection, epochs, now));
    }

    /** Tells the agent and epoch of each session that begins, on whichever node, until closed. */
    public AutoCloseable onBegun(ObjLongConsumer<AgentId> listener) {
        return sessionBus.subscribe(listener);
    }

    private void tell(AuthenticatedAgent agent, Presence presence, Instant at) {
        presenceBus.tell(new PresenceChange(agent.organization(), agent.host(), presence, at));
    }

    private static Duration skew(Instant sentAt, Instant receivedAt) {
        Duration skew = Duration.between(receivedAt, sentAt);
        if (skew.abs().compareTo(WIDEST_SKEW) > 0) {
            return skew.isNegative() ? WIDEST_SKEW.negated() : WIDEST_SKEW;
        }
        return skew;
    }
}
