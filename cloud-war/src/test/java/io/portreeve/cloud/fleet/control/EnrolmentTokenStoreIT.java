package io.portreeve.cloud.fleet.control;

import static io.portreeve.cloud.testing.FleetDatabase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.EnrolledHost;
import io.portreeve.cloud.fleet.EnrolmentProgress;
import io.portreeve.cloud.fleet.EnrolmentTokenId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.FleetDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnrolmentTokenStoreIT {
    private static final byte[] KEY = {4, 5, 6};

    private static FleetDatabase database;

    private final EnrolmentTokenStore store = new EnrolmentTokenStore();
    private final AgentStore agents = new AgentStore();
    private OrganizationId organization;

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @BeforeEach
    void createOrganization() throws SQLException {
        organization = database.organization("ours");
    }

    @Test
    void tokenIsFoundByItsHashWithoutKnowingTheOrganization() throws SQLException {
        byte[] hash = TokenSecrets.hash(new TokenSecrets().create());
        EnrolmentTokenStore.Owner token = token(hash, 1);
        var found = database.inSystem(connection -> store.owner(connection, hash));
        assertThat(found).contains(token);
        var second = database.inSystem(connection -> store.owner(connection, TokenSecrets.hash("wrong")));
        assertThat(second).isEmpty();
    }

    @Test
    void usedUpTokenIsRefused() throws SQLException {
        EnrolmentTokenStore.Owner token = token(1);
        assertThat(use(token, NOW)).isTrue();
        assertThat(use(token, NOW)).isFalse();
    }

    @Test
    void expiredTokenIsRefused() throws SQLException {
        EnrolmentTokenStore.Owner token = token(1);
        assertThat(use(token, NOW.plus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void usesAreCountedUnderConcurrency() throws Exception {
        EnrolmentTokenStore.Owner token = token(3);
        int racers = 8;
        CyclicBarrier start = new CyclicBarrier(racers);
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            List<Callable<Boolean>> race = IntStream.range(0, racers)
                    .<Callable<Boolean>>mapToObj(racer -> () -> database.in(organization, connection -> {
                        await(start);
                        return store.use(connection, token, NOW);
                    }))
                    .toList();
            int won = 0;
            for (Future<Boolean> racer : threads.invokeAll(race)) {
                won += racer.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void sameKeyWithTheSameTokenIsTheSameAgent() throws SQLException {
        EnrolmentTokenStore.Owner token = token(1);
        AuthenticatedAgent agent = enrol(token, "alpha");
        var found = database.in(organization, connection -> store.enrolledBefore(connection, token, KEY, NOW));
        assertThat(found).contains(agent);
        var second =
                database.in(organization, connection -> store.enrolledBefore(connection, token, new byte[] {9}, NOW));
        assertThat(second).isEmpty();
        var third = database.in(
                organization,
                connection -> store.enrolledBefore(connection, token, KEY, NOW.plus(Duration.ofHours(2))));
        assertThat(third).isEmpty();
    }

    @Test
    void progressTellsWhichHostsEnrolledAndConnected() throws SQLException {
        EnrolmentTokenStore.Owner token = token(3);
        AuthenticatedAgent first = enrol(token, "alpha");
        AuthenticatedAgent second = enrol(token, "beta");
        database.in(organization, connection -> FleetDatabase.begin(connection, second, NOW));
        EnrolmentProgress progress = database.in(organization, connection -> store.progress(connection, token.id()))
                .orElseThrow();
        assertThat(progress.usesLeft()).isEqualTo(1);
        assertThat(progress.hosts())
                .containsExactly(
                        new EnrolledHost(first.host(), "alpha", false), new EnrolledHost(second.host(), "beta", true));
    }

    @Test
    void strangerSeesAndUsesNothing() throws SQLException {
        EnrolmentTokenStore.Owner token = token(1);
        OrganizationId other = database.organization("theirs");
        var found = database.in(other, connection -> store.progress(connection, token.id()));
        assertThat(found).isEmpty();
        var second = database.<Boolean>in(other, connection -> store.use(connection, token, NOW));
        assertThat(second).isFalse();
    }

    private EnrolmentTokenStore.Owner token(int uses) throws SQLException {
        return token(TokenSecrets.hash(new TokenSecrets().create()), uses);
    }

    private EnrolmentTokenStore.Owner token(byte[] hash, int uses) throws SQLException {
        EnrolmentTokenStore.Owner owner =
                new EnrolmentTokenStore.Owner(organization, new EnrolmentTokenId(UuidCreator.getTimeOrderedEpoch()));
        return database.in(organization, connection -> {
            store.create(connection, owner, hash, null, NOW, NOW.plus(Duration.ofHours(1)), uses);
            return owner;
        });
    }

    private AuthenticatedAgent enrol(EnrolmentTokenStore.Owner token, String hostName) throws SQLException {
        AuthenticatedAgent agent = new AuthenticatedAgent(
                organization,
                new HostId(UuidCreator.getTimeOrderedEpoch()),
                new AgentId(UuidCreator.getTimeOrderedEpoch()));
        return database.in(organization, connection -> {
            store.use(connection, token, NOW);
            agents.create(connection, agent, hostName, KEY, token.id().value(), NOW);
            return agent;
        });
    }

    private boolean use(EnrolmentTokenStore.Owner token, Instant at) throws SQLException {
        return database.in(organization, connection -> store.use(connection, token, at));
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
