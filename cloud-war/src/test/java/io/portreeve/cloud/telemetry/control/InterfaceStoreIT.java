package io.portreeve.cloud.telemetry.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.InterfaceUse;
import io.portreeve.cloud.telemetry.NetworkUse;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.ContainerInterfaces;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterfaceStoreIT {
    private static final Instant STARTED = FleetDatabase.NOW;
    private static final int NUMBER = 4;
    private static FleetDatabase database;

    private final InterfaceStore store = new InterfaceStore();
    private OrganizationId organization;
    private AuthenticatedAgent agent;
    private Map<Integer, ContainerId> numbers;

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @BeforeEach
    void createContainer() throws SQLException {
        organization = database.organization("ours");
        agent = database.agent(organization, "alpha");
        Inventory inventory = new Inventory(1, List.of(FleetDatabase.container(NUMBER, "web", "running")));
        numbers = database.in(organization, connection -> FleetDatabase.declare(connection, agent, inventory, STARTED));
    }

    @Test
    void firstReadingHasTotalsAndNoIncrease() throws SQLException {
        write(STARTED.plusSeconds(1), 100, 7);
        assertThat(ofContainer())
                .isEqualTo(Optional.of(use(Duration.ZERO, new InterfaceUse(counters(100), Optional.empty()))));
        assertThat(ofHost())
                .isEqualTo(Optional.of(use(Duration.ZERO, new InterfaceUse(counters(7), Optional.empty()))));
    }

    @Test
    void secondReadingIsComparedWithTheFirst() throws SQLException {
        write(STARTED.plusSeconds(1), 100, 7);
        write(STARTED.plusSeconds(61), 160, 9);
        assertThat(ofContainer())
                .contains(use(Duration.ofMinutes(1), new InterfaceUse(counters(160), Optional.of(increase(60)))));
        assertThat(ofHost())
                .contains(use(Duration.ofMinutes(1), new InterfaceUse(counters(9), Optional.of(increase(2)))));
    }

    @Test
    void readingThatIsToldAgainChangesNothing() throws SQLException {
        write(STARTED.plusSeconds(1), 100, 7);
        write(STARTED.plusSeconds(61), 160, 9);
        write(STARTED.plusSeconds(61), 160, 9);
        assertThat(increase(ofContainer())).contains(increase(60));
    }

    @Test
    void counterThatFellIsOfAnotherInterface() throws SQLException {
        write(STARTED.plusSeconds(1), 100, 7);
        write(STARTED.plusSeconds(61), 99, 9);
        assertThat(increase(ofContainer())).isEmpty();
        assertThat(increase(ofHost())).contains(increase(2));
    }

    @Test
    void readingBeforeTheContainersStartIsOfAnotherNetwork() throws SQLException {
        write(STARTED.minusSeconds(1), 100, 7);
        write(STARTED.plusSeconds(59), 160, 9);
        assertThat(increase(ofContainer())).isEmpty();
    }

    @Test
    void readingsFarApartOrOfAClockThatWasSetBackGiveNoIncrease() throws SQLException {
        write(STARTED.plusSeconds(1), 100, 7);
        write(STARTED.plusSeconds(3601), 160, 9);
        assertThat(increase(ofContainer())).isEmpty();
        write(STARTED.plusSeconds(3600), 161, 10);
        assertThat(increase(ofContainer())).isEmpty();
        assertThat(ofContainer().orElseThrow().interval()).isZero();
    }

    @Test
    void clockFarFromOursIsNoMatter() throws SQLException {
        write(Instant.ofEpochMilli(Long.MAX_VALUE), 100, 7);
        write(Instant.ofEpochMilli(Long.MIN_VALUE), 100, 8);
        assertThat(increase(ofHost())).isEmpty();
        assertThat(ofHost().orElseThrow().interfaces()).hasSize(1);
    }

    @Test
    void containerThatIsLeftOutHasNone() throws SQLException {
        write(STARTED.plusSeconds(1), 100, 7);
        database.in(organization, connection -> {
            Interfaces none = new Interfaces(STARTED.plusSeconds(61), network(8), List.of());
            store.write(connection, agent, none, numbers, STARTED);
            return null;
        });
        assertThat(ofContainer()).isEmpty();
        assertThat(ofHost()).isPresent();
    }

    @Test
    void strangerSeesNothing() throws SQLException {
        write(STARTED.plusSeconds(1), 100, 7);
        OrganizationId theirs = database.organization("theirs");
        Optional<NetworkUse> host = database.in(theirs, connection -> store.ofHost(connection, agent.host()));
        Optional<NetworkUse> container =
                database.in(theirs, connection -> store.ofContainer(connection, numbers.get(NUMBER)));
        assertThat(host).isEmpty();
        assertThat(container).isEmpty();
    }

    private void write(Instant readAt, long ofContainer, long ofHost) throws SQLException {
        Interfaces interfaces = new Interfaces(
                readAt,
                network(ofHost),
                List.of(
                        new ContainerInterfaces(NUMBER, network(ofContainer)),
                        new ContainerInterfaces(NUMBER + 1, network(1))));
        database.in(organization, connection -> {
            store.write(connection, agent, interfaces, numbers, STARTED);
            return null;
        });
    }

    private Optional<NetworkUse> ofContainer() throws SQLException {
        return database.in(organization, connection -> store.ofContainer(connection, numbers.get(NUMBER)));
    }

    private Optional<NetworkUse> ofHost() throws SQLException {
        return database.in(organization, connection -> store.ofHost(connection, agent.host()));
    }

    private static Optional<InterfaceCounters> increase(Optional<NetworkUse> use) {
        return use.orElseThrow().interfaces().get(0).increase();
    }

    private static NetworkUse use(Duration interval, InterfaceUse only) {
        return new NetworkUse(STARTED, interval, List.of(only), 3);
    }

    private static NetworkInterfaces network(long bytes) {
        return new NetworkInterfaces(List.of(counters(bytes)), 3);
    }

    private static InterfaceCounters counters(long bytes) {
        return new InterfaceCounters("eth0", bytes, 2, 3, 4, 5, 6, 7, 8);
    }

    private static InterfaceCounters increase(long bytes) {
        return new InterfaceCounters("eth0", bytes, 0, 0, 0, 0, 0, 0, 0);
    }
}
