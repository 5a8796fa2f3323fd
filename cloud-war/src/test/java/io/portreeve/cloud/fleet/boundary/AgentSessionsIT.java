package io.portreeve.cloud.fleet.boundary;

import static io.portreeve.cloud.testing.FleetDatabase.container;
import static io.portreeve.cloud.testing.FleetDatabase.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Declaration;
import io.portreeve.cloud.fleet.DeclarationResult;
import io.portreeve.cloud.fleet.Departure;
import io.portreeve.cloud.fleet.Greeting;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.LogChoice;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.control.LogChoiceStore;
import io.portreeve.cloud.fleet.control.PresenceBoard;
import io.portreeve.cloud.fleet.control.PresenceBus;
import io.portreeve.cloud.fleet.control.SessionBus;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.cloud.testing.Databases;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.Capability;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentSessionsIT {
    private static Databases databases;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    private final Redis redis = Databases.noRedis();
    private final PresenceBoard board = new PresenceBoard(redis);
    private final Hosts hosts = new Hosts(databases.tenant(), board, clock);
    private final Containers containers = new Containers(databases.tenant(), hosts);
    private final Quotas quotas = new Quotas(databases.system());
    private final AgentSessions sessions = new AgentSessions(
            databases.tenant(),
            databases.system(),
            board,
            new PresenceBus(redis),
            new SessionBus(redis),
            quotas,
            clock);
    private final LogChoiceStore choices = new LogChoiceStore();
    private AuthenticatedAgent agent;

    @BeforeAll
    static void createDatabase() {
        databases = new Databases();
    }

    @BeforeEach
    void createAgent() throws SQLException {
        agent = databases.agent(databases.organization("ours"), "alpha");
    }

    @Test
    void hostIsOnlineForAsLongAsItsSession() {
        assertThat(host().presence()).isEqualTo(Presence.NEVER_CONNECTED);
        AgentSession session = begin();
        assertThat(host().presence()).isEqualTo(Presence.ONLINE);
        inScope(() -> {
            sessions.end(List.of(new Departure(session, now)));
            return null;
        });
        assertThat(host().presence()).isEqualTo(Presence.OFFLINE);
    }

    @Test
    void endOfAnOlderSessionLeavesTheHostOnline() {
        AgentSession older = begin();
        begin();
        inScope(() -> {
            sessions.end(List.of(new Departure(older, now)));
            return null;
        });
        assertThat(host().presence()).isEqualTo(Presence.ONLINE);
    }

    @Test
    void inventoryBeyondTheQuotaIsRefusedWhole() throws SQLException {
        AgentSession session = begin();
        store(session, inventory(1, "running"));
        limitContainers(1);
        assertThat(storeAll(declared(session, two(2)))).containsExactly(entry(agent.agent(), tooMany(1)));
        assertThat(begin().acknowledged()).isEqualTo(Map.of(Stream.INVENTORY, 1L));
        assertThat(store(begin(), inventory(2, "running"))).isPresent();
    }

    @Test
    void inventoryOfAnOlderSessionIsFenced() {
        AgentSession older = begin();
        AgentSession newer = begin();
        assertThat(store(older, inventory(1, "running"))).isEmpty();
        assertThat(store(newer, inventory(1, "running"))).isPresent();
    }

    @Test
    void inventoryAndCursorAreStoredTogether() {
        ContainerId id = store(begin(), inventory(3, "running")).orElseThrow().get(1);
        assertThat(begin().acknowledged()).isEqualTo(Map.of(Stream.INVENTORY, 3L));
        assertThat(inScope(() -> containers.find(id))).map(Container::state).contains(ContainerState.RUNNING);
    }

    @Test
    void inventoryThatWasStoredBeforeChangesNothingAndStillDeclares() {
        AgentSession session = begin();
        Optional<Map<Integer, ContainerId>> first = store(session, inventory(3, "running"));
        assertThat(store(session, inventory(3, "exited"))).isEqualTo(first);
        assertThat(found()).extracting(Container::state).containsExactly(ContainerState.RUNNING);
    }

    @Test
    void containersOfAHostThatLeftAreUnknown() {
        AgentSession session = begin();
        store(session, inventory(1, "running"));
        inScope(() -> {
            sessions.end(List.of(new Departure(session, now)));
            return null;
        });
        assertThat(found()).extracting(Container::state).containsExactly(ContainerState.UNKNOWN);
        assertThat(inScope(() -> containers.count(
                        new ContainerFilter(Optional.empty(), Optional.of(ContainerState.RUNNING), "", 0, 10))))
                .isZero();
        assertThat(host().containersTotal()).isEqualTo(1);
    }

    @Test
    void statusOfAnOlderSessionIsFenced() {
        AgentSession older = begin();
        begin();
        inScope(() -> {
            sessions.store(older, new AgentStatus(Optional.of("no socket"), 1));
            return null;
        });
        assertThat(host().engineProblem()).isEmpty();
    }

    @Test
    void skewOfAWildClockIsBounded() {
        Instant wild = Instant.ofEpochMilli(Long.MAX_VALUE);
        var hello =
                new io.portreeve.contract.message.Hello("0.1", hello().capabilities(), hello().host(), wild, Map.of());
        inScope(() -> sessions.begin(List.of(new Greeting(agent, hello, now))));
        assertThat(host().clockSkew()).isPositive();
    }

    @Test
    void confirmedSessionsKeepTheirHostOnline() {
        AgentSession session = begin();
        assertThat(sessions.confirm(Map.of(agent.agent(), session.epoch())))
                .isEqualTo(Map.of(agent.agent(), session.epoch()));
    }

    @Test
    void sessionsOfSeveralBeginTogetherAndEachFencesItsOwn() throws SQLException {
        AuthenticatedAgent other = databases.agent(agent.organization(), "beta");
        AuthenticatedAgent revoked = databases.agent(agent.organization(), "gamma");
        revoke(revoked);
        store(begin(), inventory(7, "running"));
        List<AgentSession> begun = inScope(() -> sessions.begin(List.of(
                new Greeting(other, hello(), now),
                new Greeting(revoked, hello(), now),
                new Greeting(agent, hello(), now.plusMillis(5)))));
        assertThat(begun)
                .containsExactlyInAnyOrder(
                        new AgentSession(other, 1, Map.of()), new AgentSession(agent, 2, Map.of(Stream.INVENTORY, 7L)));
        assertThat(inScope(() -> hosts.find(other.host()))).get().satisfies(host -> {
            assertThat(host.presence()).isEqualTo(Presence.ONLINE);
            assertThat(host.facts()).isEqualTo(hello().host());
            assertThat(host.agentVersion()).contains("0.1\uFFFD");
        });
        assertThat(inScope(() -> hosts.find(revoked.host())))
                .map(Host::presence)
                .contains(Presence.NEVER_CONNECTED);
    }

    @Test
    void sessionBeginsWithWhatIsWishedOfItsHostsLogsIfItsAgentKnowsWishes() throws SQLException {
        AuthenticatedAgent other = databases.agent(agent.organization(), "beta");
        inScope(() -> databases.tenant().transaction(connection -> {
            LogChoiceStore.Place web = new LogChoiceStore.Place(agent.host(), "web");
            LogChoiceStore.Place left = new LogChoiceStore.Place(agent.host(), "left");
            choices.save(connection, agent.organization(), web, LogChoice.KEEP, now);
            choices.save(connection, agent.organization(), left, LogChoice.SKIP, now);
            choices.save(connection, agent.organization(), left, LogChoice.DEFAULT, now);
            return null;
        }));
        var plain = hello();
        var able = new io.portreeve.contract.message.Hello(
                "0.1", Set.of(Capability.LOG_WISHES.wireName()), plain.host(), plain.sentAt(), Map.of());
        List<LogWish> wishes = List.of(new LogWish("web", true, now));
        assertThat(inScope(
                        () -> sessions.begin(List.of(new Greeting(agent, able, now), new Greeting(other, able, now)))))
                .extracting(AgentSession::wishes)
                .containsExactlyInAnyOrder(wishes, List.of());
        assertThat(begin().wishes()).isEmpty();
    }

    @Test
    void inventoriesOfSeveralAreStoredTogetherButThoseThatMayNotBe() throws SQLException {
        AuthenticatedAgent large = databases.agent(agent.organization(), "large");
        AuthenticatedAgent fenced = databases.agent(agent.organization(), "fenced");
        AuthenticatedAgent last = databases.agent(agent.organization(), "last");
        AgentSession older = begin(fenced);
        begin(fenced);
        limitContainers(2);
        Map<AgentId, DeclarationResult> results = storeAll(
                declared(begin(), inventory(1, "running")),
                declared(begin(large), two(1)),
                declared(older, inventory(1, "running")),
                declared(begin(last), inventory(1, "exited")));
        assertThat(results)
                .containsEntry(large.agent(), tooMany(2))
                .containsEntry(fenced.agent(), new DeclarationResult.Superseded());
        assertThat(found())
                .extracting(Container::hostName, Container::id)
                .containsExactlyInAnyOrder(
                        tuple("alpha", number(results.get(agent.agent()), 1)),
                        tuple("last", number(results.get(last.agent()), 1)));
        assertThat(begin(large).acknowledged()).isEmpty();
        assertThat(begin(last).acknowledged()).isEqualTo(Map.of(Stream.INVENTORY, 1L));
    }

    @Test
    void inventoryRemovesWhatIsUnlistedOfItsOwnHostOnly() throws SQLException {
        AuthenticatedAgent other = databases.agent(agent.organization(), "beta");
        AuthenticatedAgent third = databases.agent(agent.organization(), "gamma");
        AgentSession ours = begin();
        AgentSession theirs = begin(other);
        storeAll(declared(ours, two(1)), declared(theirs, two(1)), declared(begin(third), two(1)));
        storeAll(declared(ours, inventory(2, "running")), declared(theirs, new Inventory(2, List.of())));
        assertThat(found())
                .extracting(Container::hostName, Container::name)
                .containsExactlyInAnyOrder(tuple("alpha", "web"), tuple("gamma", "one"), tuple("gamma", "two"));
    }

    @Test
    void agentsOfAnotherOrganizationAreNeverServedWithOurs() throws SQLException {
        AuthenticatedAgent stranger = databases.agent(databases.organization("theirs"), "theirs");
        List<Greeting> both = List.of(new Greeting(agent, hello(), now), new Greeting(stranger, hello(), now));
        assertThatThrownBy(() -> inScope(() -> sessions.begin(both))).isInstanceOf(IllegalArgumentException.class);
        AgentSession theirs = new AgentSession(stranger, 1, Map.of());
        assertThatThrownBy(() ->
                        storeAll(declared(begin(), inventory(1, "running")), declared(theirs, inventory(1, "running"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(inScope(() -> sessions.begin(List.of(new Greeting(stranger, hello(), now)))))
                .isEmpty();
        assertThat(storeAll(declared(theirs, inventory(1, "running"))))
                .containsExactly(entry(stranger.agent(), new DeclarationResult.Superseded()));
        assertThat(found()).isEmpty();
    }

    private AgentSession begin() {
        return begin(agent);
    }

    private AgentSession begin(AuthenticatedAgent one) {
        return inScope(() -> sessions.begin(List.of(new Greeting(one, hello(), now))))
                .get(0);
    }

    private Optional<Map<Integer, ContainerId>> store(AgentSession session, Inventory inventory) {
        return Optional.of(storeAll(declared(session, inventory)).get(agent.agent()))
                .filter(DeclarationResult.Stored.class::isInstance)
                .map(result -> ((DeclarationResult.Stored) result).numbers());
    }

    private Map<AgentId, DeclarationResult> storeAll(Declaration... declarations) {
        return inScope(() -> sessions.store(List.of(declarations)));
    }

    private static Declaration declared(AgentSession session, Inventory inventory) {
        return new Declaration(session, inventory);
    }

    private static ContainerId number(DeclarationResult result, int number) {
        return ((DeclarationResult.Stored) result).numbers().get(number);
    }

    private static Inventory two(long sequence) {
        return new Inventory(sequence, List.of(container(8, "one", "running"), container(9, "two", "running")));
    }

    private static DeclarationResult tooMany(int most) {
        return new DeclarationResult.Refused(
                ProblemCode.CONTAINER_QUOTA_REACHED, "The organization may have " + most + " containers.");
    }

    private void limitContainers(int most) throws SQLException {
        try (Connection connection = databases.administrator();
                PreparedStatement quota = connection.prepareStatement(
                        "insert into organization_quotas (organization_id, containers) values (?, ?)")) {
            quota.setObject(1, agent.organization().value());
            quota.setInt(2, most);
            quota.executeUpdate();
        }
        quotas.refresh();
    }

    private static void revoke(AuthenticatedAgent one) throws SQLException {
        try (Connection connection = databases.administrator();
                PreparedStatement revoke =
                        connection.prepareStatement("update agents set revoked_at = now() where id = ?")) {
            revoke.setObject(1, one.agent().value());
            revoke.executeUpdate();
        }
    }

    private List<Container> found() {
        return inScope(() -> containers.search(ContainerFilter.everything()));
    }

    private Host host() {
        return inScope(() -> hosts.find(agent.host())).orElseThrow();
    }

    private <T> T inScope(Supplier<T> work) {
        return databases.scope().call(agent.organization(), work);
    }

    private static Inventory inventory(long sequence, String state) {
        return new Inventory(sequence, List.of(container(1, "web", state)));
    }
}
