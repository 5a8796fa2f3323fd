package io.portreeve.cloud.fleet.control;

import static io.portreeve.cloud.testing.FleetDatabase.NOW;
import static io.portreeve.cloud.testing.FleetDatabase.hello;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentHealth;
import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.Departure;
import io.portreeve.cloud.fleet.Greeting;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.sample.AgentFigures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentStoreIT {
    private static FleetDatabase database;

    private final AgentStore store = new AgentStore();
    private final ArrivalStore arrivals = new ArrivalStore();
    private final HostStore hosts = new HostStore();
    private final PresenceStore presences = new PresenceStore();
    private OrganizationId organization;
    private AuthenticatedAgent agent;

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @BeforeEach
    void createAgent() throws SQLException {
        organization = database.organization("ours");
        agent = database.agent(organization, "alpha");
    }

    @Test
    void keyIsFoundWithoutKnowingTheOrganization() throws SQLException {
        AuthenticatedAgent other = database.agent(database.organization("theirs"), "beta");
        AgentId unknown = new AgentId(new UUID(0, 0));
        Map<AgentId, AgentStore.KeyRow> keys =
                database.inSystem(connection -> store.keys(connection, List.of(agent.agent(), other.agent(), unknown)));
        assertThat(keys).containsOnlyKeys(agent.agent(), other.agent());
        assertThat(keys.get(agent.agent()).agent()).isEqualTo(agent);
        assertThat(keys.get(other.agent()).agent()).isEqualTo(other);
        assertThat(keys.get(agent.agent()).publicKey()).containsExactly(1, 2, 3);
    }

    @Test
    void revokedAgentHasNoKeyAndNoSession() throws SQLException {
        revoke();
        var found = database.inSystem(connection -> store.keys(connection, List.of(agent.agent())));
        assertThat(found).isEmpty();
        assertThat(begin()).isEmpty();
    }

    @Test
    void eachSessionFencesTheOneBefore() throws SQLException {
        assertThat(begin()).hasValue(1);
        assertThat(begin()).hasValue(2);
        assertThat(holds(1)).isFalse();
        assertThat(holds(2)).isTrue();
    }

    @Test
    void hostShowsWhatItsAgentSaid() throws SQLException {
        begin();
        database.in(organization, connection -> {
            arrivals.updateHosts(
                    connection,
                    organization,
                    List.of(new Greeting(agent, hello(), hello().sentAt().plusMillis(1500))));
            store.status(connection, agent, new AgentStatus(Optional.of("no socket"), 3), NOW);
            return null;
        });
        HostStore.Row row = row();
        Host host = row.host();
        assertThat(host.name()).isEqualTo("alpha");
        assertThat(host.facts()).isEqualTo(hello().host());
        assertThat(host.clockSkew()).isEqualTo(Duration.ofMillis(-1500));
        assertThat(host.engineProblem()).contains("no socket");
        assertThat(host.agentVersion()).contains("0.1\uFFFD");
        assertThat(row.connectedAt()).contains(NOW);
    }

    @Test
    void clockIsAsLastMeasured() throws SQLException {
        status(new AgentStatus(Optional.empty(), 0, Optional.of(Duration.ofMillis(2500)), Optional.empty()));
        status(new AgentStatus(Optional.empty(), 0));
        assertThat(row().host().clockSkew()).isEqualTo(Duration.ofMillis(2500));
        status(new AgentStatus(Optional.empty(), 0, Optional.of(Duration.ofMillis(Long.MIN_VALUE)), Optional.empty()));
        assertThat(row().host().clockSkew()).isEqualTo(Duration.ofDays(-36_500));
    }

    @Test
    void figuresAreAsLastTold() throws SQLException {
        assertThat(row().host().agent()).isEmpty();
        AgentFigures first = new AgentFigures(
                110,
                80 << 20,
                1 << 20,
                Optional.of(Duration.ofSeconds(90)),
                Optional.of("disk full"),
                5,
                3,
                2,
                Optional.of("self-update = deny"));
        status(new AgentStatus(Optional.empty(), 7, Optional.empty(), Optional.of(first)));
        assertThat(row().host().agent()).contains(new AgentHealth(NOW, first, 7));

        AgentFigures next = new AgentFigures(100, 0, 0, Optional.empty(), Optional.empty(), 0, 4, 2);
        status(new AgentStatus(Optional.empty(), 7, Optional.empty(), Optional.of(next)));
        status(new AgentStatus(Optional.empty(), 7));
        assertThat(row().host().agent()).contains(new AgentHealth(NOW, next, 7));
    }

    @Test
    void problemOfTheEngineGoesAway() throws SQLException {
        status(new AgentStatus(Optional.of("no socket"), 0));
        status(new AgentStatus(Optional.empty(), 0));
        assertThat(row().host().engineProblem()).isEmpty();
    }

    @Test
    void cursorOnlyRises() throws SQLException {
        assertThat(advance(5)).isTrue();
        assertThat(advance(5)).isFalse();
        assertThat(advance(4)).isFalse();
        assertThat(advance(6)).isTrue();
        var found = database.in(organization, connection -> cursors(connection));
        assertThat(found).isEqualTo(Map.of(Stream.METRICS, 6L));
    }

    @Test
    void olderSessionCannotEndTheNewest() throws SQLException {
        begin();
        begin();
        assertThat(end(1)).isFalse();
        assertThat(row().connectedAt()).isPresent();
        assertThat(end(2)).isTrue();
        assertThat(row().connectedAt()).isEmpty();
        assertThat(row().host().lastSeenAt()).contains(NOW.plusSeconds(5));
    }

    @Test
    void sessionsOfSeveralEndTogetherAndEachOnlyIfItIsTheNewest() throws SQLException {
        AuthenticatedAgent newer = database.agent(organization, "beta");
        AuthenticatedAgent stays = database.agent(organization, "gamma");
        for (AuthenticatedAgent each : List.of(agent, newer, newer, stays)) {
            database.in(organization, connection -> FleetDatabase.begin(connection, each, NOW));
        }
        assertThat(end(departure(newer, 1), departure(agent, 1))).containsExactly(agent.agent());
        Map<HostId, Optional<Instant>> connected = new HashMap<>();
        for (AuthenticatedAgent each : List.of(agent, newer, stays)) {
            connected.put(each.host(), row(each).connectedAt());
        }
        assertThat(connected)
                .isEqualTo(Map.of(
                        agent.host(), Optional.empty(),
                        newer.host(), Optional.of(NOW),
                        stays.host(), Optional.of(NOW)));
        assertThat(row(agent).host().lastSeenAt()).contains(NOW.plusSeconds(5));
        assertThat(row(newer).host().lastSeenAt()).isEmpty();
    }

    @Test
    void agentsOfManyOrganizationsAreHeardAtOnce() throws SQLException {
        AuthenticatedAgent other = database.agent(database.organization("theirs"), "beta");
        begin();
        Instant later = NOW.plusSeconds(30);
        Map<AgentId, Long> newest = database.inSystem(
                connection -> presences.heard(connection, Map.of(agent.agent(), 1L, other.agent(), 0L), later));
        assertThat(newest).isEqualTo(Map.of(agent.agent(), 1L, other.agent(), 0L));
        assertThat(row().host().lastSeenAt()).contains(later);
    }

    @Test
    void fencedSessionIsNotHeardAndLearnsTheNewestEpoch() throws SQLException {
        begin();
        begin();
        Map<AgentId, Long> newest =
                database.inSystem(connection -> presences.heard(connection, Map.of(agent.agent(), 1L), NOW));
        assertThat(newest).isEqualTo(Map.of(agent.agent(), 2L));
        assertThat(row().host().lastSeenAt()).isEmpty();
    }

    @Test
    void revokedAgentIsNotConfirmed() throws SQLException {
        begin();
        revoke();
        var found = database.<Map<AgentId, Long>>inSystem(
                connection -> presences.heard(connection, Map.of(agent.agent(), 1L), NOW));
        assertThat(found).isEmpty();
    }

    @Test
    void strangerSeesAndChangesNothing() throws SQLException {
        OrganizationId other = database.organization("theirs");
        var found = database.in(other, hosts::all);
        assertThat(found).isEmpty();
        var second = database.in(other, connection -> hosts.find(connection, agent.host()));
        assertThat(second).isEmpty();
        var third = database.in(other, connection -> FleetDatabase.begin(connection, agent, NOW));
        assertThat(third).isEmpty();
        var fourth =
                database.in(other, connection -> arrivals.endSessions(connection, other, List.of(departure(agent, 0))));
        assertThat(fourth).isEmpty();
        var fifth = database.in(other, connection -> cursors(connection));
        assertThat(fifth).isEmpty();
    }

    private Map<Stream, Long> cursors(Connection connection) throws SQLException {
        return arrivals.cursors(connection, organization, Set.of(agent.agent())).getOrDefault(agent.agent(), Map.of());
    }

    private OptionalLong begin() throws SQLException {
        return database.in(organization, connection -> FleetDatabase.begin(connection, agent, NOW));
    }

    private boolean end(long epoch) throws SQLException {
        return end(departure(agent, epoch)).equals(Set.of(agent.agent()));
    }

    private Set<AgentId> end(Departure... departures) throws SQLException {
        return database.in(
                organization, connection -> arrivals.endSessions(connection, organization, List.of(departures)));
    }

    private static Departure departure(AuthenticatedAgent agent, long epoch) {
        return new Departure(new AgentSession(agent, epoch, Map.of()), NOW.plusSeconds(5));
    }

    private boolean holds(long epoch) throws SQLException {
        return database.in(organization, connection -> store.holdsEpoch(connection, agent, epoch));
    }

    private boolean advance(long sequence) throws SQLException {
        return database.in(organization, connection -> store.advance(connection, agent, Stream.METRICS, sequence));
    }

    private void status(AgentStatus status) throws SQLException {
        database.in(organization, connection -> {
            store.status(connection, agent, status, NOW);
            return null;
        });
    }

    private HostStore.Row row() throws SQLException {
        return row(agent);
    }

    private HostStore.Row row(AuthenticatedAgent of) throws SQLException {
        return database.in(organization, connection -> hosts.find(connection, of.host()))
                .orElseThrow();
    }

    private void revoke() throws SQLException {
        database.asAdministrator(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update portreeve.agents set revoked_at = now() where id = ?")) {
                update.setObject(1, agent.agent().value());
                return update.executeUpdate();
            }
        });
    }
}
