package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.CursorMove;
import io.portreeve.cloud.fleet.Declaration;
import io.portreeve.cloud.fleet.DeclarationResult;
import io.portreeve.cloud.fleet.Departure;
import io.portreeve.cloud.fleet.Greeting;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.fleet.control.AgentStore;
import io.portreeve.cloud.fleet.control.ArrivalStore;
import io.portreeve.cloud.fleet.control.Declarations;
import io.portreeve.cloud.fleet.control.LogChoiceStore;
import io.portreeve.cloud.fleet.control.PresenceBoard;
import io.portreeve.cloud.fleet.control.PresenceBus;
import io.portreeve.cloud.fleet.control.PresenceStore;
import io.portreeve.cloud.fleet.control.SessionBus;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;

/**
 * What an agent says of itself and its host. Except where it says otherwise a method works in the scope of the agent's
 * organization, and has committed when it returns.
 */
@ApplicationScoped
public class AgentSessions {
    private final AgentStore agents = new AgentStore();
    private final PresenceStore presences = new PresenceStore();
    private final ArrivalStore arrivals = new ArrivalStore();
    private final Declarations declarations = new Declarations();
    private final LogChoiceStore logChoices = new LogChoiceStore();
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

    /**
     * Begins a session of each of these different agents of the organization in scope, all of them or none; from now on
     * they are the newest. Without those of agents that are revoked.
     *
     * @param greetings at least one
     * @throws IllegalArgumentException if they are of several organizations
     */
    public List<AgentSession> begin(List<Greeting> greetings) {
        OrganizationId organization = only(greetings, Greeting::agent);
        List<AgentSession> sessions = database.transaction(connection -> {
            Map<AgentId, Long> epochs = arrivals.beginSessions(connection, organization, greetings);
            List<Greeting> begun = greetings.stream()
                    .filter(greeting -> epochs.containsKey(greeting.agent().agent()))
                    .toList();
            if (begun.isEmpty()) {
                return List.<AgentSession>of();
            }
            arrivals.updateHosts(connection, organization, begun);
            Map<AgentId, Map<Stream, Long>> cursors = arrivals.cursors(connection, organization, epochs.keySet());
            Map<HostId, List<LogWish>> wishes = logChoices.wishes(connection, granting(begun));
            return begun.stream()
                    .map(greeting -> session(
                            greeting,
                            epochs.get(greeting.agent().agent()),
                            cursors.getOrDefault(greeting.agent().agent(), Map.of()),
                            wishes.getOrDefault(greeting.agent().host(), List.of())))
                    .toList();
        });
        tellBegun(greetings, sessions);
        return sessions;
    }

    private static <T> OrganizationId only(List<T> all, Function<T, AuthenticatedAgent> agent) {
        OrganizationId organization = agent.apply(all.get(0)).organization();
        if (!all.stream().allMatch(one -> agent.apply(one).organization().equals(organization))) {
            throw new IllegalArgumentException("of several organizations");
        }
        return organization;
    }

    private static Set<HostId> granting(List<Greeting> greetings) {
        return greetings.stream()
                .filter(greeting -> greeting.hello().capabilities().contains(Capability.LOG_WISHES.wireName()))
                .map(greeting -> greeting.agent().host())
                .collect(Collectors.toSet());
    }

    private static AgentSession session(
            Greeting greeting, long epoch, Map<Stream, Long> cursors, List<LogWish> wishes) {
        Map<Stream, Long> own = new EnumMap<>(Stream.class);
        own.putAll(cursors);
        return new AgentSession(greeting.agent(), epoch, known(greeting.hello(), own), wishes);
    }

    private void tellBegun(List<Greeting> greetings, List<AgentSession> sessions) {
        Map<AgentId, Instant> receivedAt = new HashMap<>();
        greetings.forEach(greeting -> receivedAt.put(greeting.agent().agent(), greeting.receivedAt()));
        Set<AgentId> begun =
                sessions.stream().map(session -> session.agent().agent()).collect(Collectors.toSet());
        receivedAt.keySet().retainAll(begun);
        if (!receivedAt.isEmpty()) {
            board.heard(receivedAt);
        }
        for (AgentSession session : sessions) {
            AuthenticatedAgent agent = session.agent();
            sessionBus.begun(agent.agent(), session.epoch());
            tell(agent, Presence.ONLINE, receivedAt.get(agent.agent()));
        }
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
     * Replaces what is known of the containers of these different agents' hosts, and advances their cursors with it. An
     * inventory that was stored before changes nothing. What one of them may not store keeps no other from being stored.
     *
     * @param declarations at least one
     * @return what became of each; refused with {@code container-quota-reached} is one with which the organization would
     *     have more than it may have
     * @throws IllegalArgumentException if they are of several organizations
     */
    public Map<AgentId, DeclarationResult> store(List<Declaration> declarations) {
        OrganizationId organization = only(declarations, one -> one.session().agent());
        int mostContainers = quotas.of(organization).containers();
        return database.transaction(connection ->
                this.declarations.store(connection, organization, declarations, mostContainers, clock.instant()));
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

    /**
     * Ends sessions of different agents of the organization in scope, all of them or none; a host is offline then unless
     * a newer session of its agent has begun.
     *
     * @param departures at least one
     * @throws IllegalArgumentException if they are of several organizations
     */
    public void end(List<Departure> departures) {
        OrganizationId organization = only(departures, one -> one.session().agent());
        Set<AgentId> gone =
                database.transaction(connection -> arrivals.endSessions(connection, organization, departures));
        if (gone.isEmpty()) {
            return;
        }
        board.gone(gone);
        Instant now = clock.instant();
        departures.stream()
                .map(one -> one.session().agent())
                .filter(agent -> gone.contains(agent.agent()))
                .forEach(agent -> tell(agent, Presence.OFFLINE, now));
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
}
