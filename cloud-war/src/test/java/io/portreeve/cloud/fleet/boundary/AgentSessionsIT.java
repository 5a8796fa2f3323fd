package io.portreeve.cloud.fleet.boundary;

import static io.portreeve.cloud.testing.FleetDatabase.container;
import static io.portreeve.cloud.testing.FleetDatabase.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.control.AgentStore;
import io.portreeve.cloud.fleet.control.PresenceBoard;
import io.portreeve.cloud.fleet.control.PresenceBus;
import io.portreeve.cloud.fleet.control.SessionBus;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.Stream;
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
    private AuthenticatedAgent agent;

    @BeforeAll
    static void createDatabase() {
        databases = new Databases();
    }

    @BeforeEach
    void createAgent() throws SQLException {
        OrganizationId organization = new OrganizationId(UuidCreator.getTimeOrderedEpoch());
        try (Connection connection = databases.administrator();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into organizations (id, name, created_at) values (?, 'ours', now())")) {
            insert.setObject(1, organization.value());
            insert.executeUpdate();
        }
        agent = new AuthenticatedAgent(
                organization,
                new HostId(UuidCreator.getTimeOrderedEpoch()),
                new AgentId(UuidCreator.getTimeOrderedEpoch()));
        inScope(() -> databases.tenant().transaction(connection -> {
            new AgentStore().create(connection, agent, "alpha", new byte[] {1}, null, now);
            return null;
        }));
    }

    @Test
    void hostIsOnlineForAsLongAsItsSession() {
        assertThat(host().presence()).isEqualTo(Presence.NEVER_CONNECTED);
        AgentSession session = begin();
        assertThat(host().presence()).isEqualTo(Presence.ONLINE);
        inScope(() -> {
            sessions.end(session, now);
            return null;
        });
        assertThat(host().presence()).isEqualTo(Presence.OFFLINE);
    }

    @Test
    void endOfAnOlderSessionLeavesTheHostOnline() {
        AgentSession older = begin();
        begin();
        inScope(() -> {
            sessions.end(older, now);
            return null;
        });
        assertThat(host().presence()).isEqualTo(Presence.ONLINE);
    }

    @Test
    void inventoryBeyondTheQuotaIsRefusedWhole() throws SQLException {
        AgentSession session = begin();
        store(session, inventory(1, "running"));
        try (Connection connection = databases.administrator();
                PreparedStatement quota = connection.prepareStatement(
                        "insert into organization_quotas (organization_id, containers) values (?, 1)")) {
            quota.setObject(1, agent.organization().value());
            quota.executeUpdate();
        }
        quotas.refresh();
        Inventory two = new Inventory(2, List.of(container(1, "one", "running"), container(2, "two", "running")));
        assertThatThrownBy(() -> store(session, two))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONTAINER_QUOTA_REACHED));
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
            sessions.end(session, now);
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
        inScope(() -> sessions.begin(agent, hello, now));
        assertThat(host().clockSkew()).isPositive();
    }

    @Test
    void confirmedSessionsKeepTheirHostOnline() {
        AgentSession session = begin();
        assertThat(sessions.confirm(Map.of(agent.agent(), session.epoch())))
                .isEqualTo(Map.of(agent.agent(), session.epoch()));
    }

    private AgentSession begin() {
        return inScope(() -> sessions.begin(agent, hello(), now)).orElseThrow();
    }

    private Optional<Map<Integer, ContainerId>> store(AgentSession session, Inventory inventory) {
        return inScope(() -> sessions.store(session, inventory));
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
