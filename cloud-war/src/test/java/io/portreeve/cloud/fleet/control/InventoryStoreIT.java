package io.portreeve.cloud.fleet.control;

import static io.portreeve.cloud.testing.FleetDatabase.NOW;
import static io.portreeve.cloud.testing.FleetDatabase.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Inventory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InventoryStoreIT {
    private static FleetDatabase database;

    private final InventoryStore store = new InventoryStore();
    private final ContainerStore containers = new ContainerStore();
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
    void inventoryIsStoredAndItsNumbersAreKnown() throws SQLException {
        Map<Integer, ContainerId> numbers = replace(container(7, "web", "running"), container(8, "db", "exited"));
        assertThat(numbers).containsOnlyKeys(7, 8);
        Container web = find(numbers.get(7)).orElseThrow();
        assertThat(web.name()).isEqualTo("web");
        assertThat(web.hostName()).isEqualTo("alpha");
        assertThat(web.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(web.health()).isEqualTo("healthy");
        assertThat(web.startedAt()).contains(NOW);
        assertThat(web.exitCode()).isEmpty();
    }

    @Test
    void containerKeepsItsIdentity() throws SQLException {
        ContainerId before = replace(container(1, "web", "running")).get(1);
        ContainerId after = replace(container(1, "web-renamed", "paused")).get(1);
        assertThat(after).isEqualTo(before);
        assertThat(find(after)).get().satisfies(web -> {
            assertThat(web.name()).isEqualTo("web-renamed");
            assertThat(web.state()).isEqualTo(ContainerState.PAUSED);
        });
    }

    @Test
    void unlistedContainerIsGone() throws SQLException {
        ContainerId gone = replace(container(1, "web", "running"), container(2, "db", "running"))
                .get(2);
        replace(container(1, "web", "running"));
        assertThat(find(gone)).isEmpty();
        assertThat(names()).containsExactly("web");
    }

    @Test
    void emptyInventoryRemovesAll() throws SQLException {
        replace(container(1, "web", "running"));
        replace();
        assertThat(names()).isEmpty();
    }

    @Test
    void containerListedAsRemovedIsNumberedAndNotShown() throws SQLException {
        assertThat(replace(container(1, "web", "removed"))).containsOnlyKeys(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void containerThatIsListedAgainIsBack() throws SQLException {
        replace(container(1, "web", "running"));
        replace();
        replace(container(1, "web", "running"));
        assertThat(names()).containsExactly("web");
    }

    @Test
    void containerThatIsAsItWasToldIsLeftAloneForAnHour() throws SQLException {
        replace(container(1, "web", "running"), container(2, "db", "running"), container(3, "old", "removed"));
        Map<String, String> first = writes();
        replace(
                NOW.plusSeconds(3599),
                container(1, "web", "running"),
                container(2, "db", "exited"),
                container(3, "old", "removed"));
        Map<String, String> second = writes();
        assertThat(second.entrySet())
                .containsAll(
                        Map.of("web", first.get("web"), "old", first.get("old")).entrySet());
        assertThat(second.get("db")).isNotEqualTo(first.get("db"));
        assertThat(names()).containsExactly("db", "web");
        replace(NOW.plusSeconds(3601), container(1, "web", "running"));
        assertThat(writes().get("web")).isNotEqualTo(first.get("web"));
    }

    /** Which transaction wrote each container last. */
    private Map<String, String> writes() throws SQLException {
        return database.in(organization, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select name, xmin::text from containers")) {
                Map<String, String> writes = new HashMap<>();
                while (rows.next()) {
                    writes.put(rows.getString(1), rows.getString(2));
                }
                return writes;
            }
        });
    }

    @Test
    void strangeWordsAndTextsAreStored() throws SQLException {
        ContainerFacts strange = new ContainerFacts(
                1,
                "f".repeat(64),
                "we\u0000b\uD800",
                "image",
                "",
                "dancing",
                "so-so",
                "",
                "",
                0,
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Optional.of(Instant.ofEpochMilli(Long.MAX_VALUE)),
                Optional.of(137));
        Container stored = find(replace(strange).get(1)).orElseThrow();
        assertThat(stored.name()).startsWith("we\uFFFDb");
        assertThat(stored.state()).isEqualTo(ContainerState.UNKNOWN);
        assertThat(stored.health()).isEmpty();
        assertThat(stored.exitCode()).contains(137);
    }

    @Test
    void whatTheHostsOwnerAllowsIsKeptAsItIsTold() throws SQLException {
        assertThat(allowed(Optional.empty())).isEmpty();
        assertThat(allowed(Optional.of(Set.of("start", "stop")))).contains(Set.of("start", "stop"));
        assertThat(allowed(Optional.of(Set.of()))).contains(Set.of());
        assertThat(allowed(Optional.of(Set.of("a,b", "exec")))).contains(Set.of("exec"));
        assertThat(allowed(Optional.empty())).isEmpty();
    }

    private Optional<Set<String>> allowed(Optional<Set<String>> kinds) throws SQLException {
        ContainerFacts plain = container(1, "web", "running");
        ContainerFacts told = new ContainerFacts(
                plain.number(),
                plain.dockerId(),
                plain.name(),
                plain.image(),
                plain.imageId(),
                plain.state(),
                plain.health(),
                plain.composeProject(),
                plain.composeService(),
                plain.restartCount(),
                plain.createdAt(),
                plain.startedAt(),
                plain.exitCode(),
                kinds);
        return find(replace(told).get(1)).orElseThrow().allowed();
    }

    @Test
    void containersOfAnOfflineHostAreUnknown() throws SQLException {
        ContainerId id = replace(container(1, "web", "running")).get(1);
        Optional<Container> offline =
                database.in(organization, connection -> containers.find(connection, id, List.of()));
        assertThat(offline).get().extracting(Container::state).isEqualTo(ContainerState.UNKNOWN);
    }

    @Test
    void searchFiltersByStateTextAndHost() throws SQLException {
        replace(container(1, "web", "running"), container(2, "db", "exited"));
        assertThat(names(new ContainerFilter(Optional.empty(), Optional.of(ContainerState.EXITED), "", 0, 10)))
                .containsExactly("db");
        assertThat(names(new ContainerFilter(Optional.empty(), Optional.empty(), "WE", 0, 10)))
                .containsExactly("web");
        assertThat(names(new ContainerFilter(Optional.empty(), Optional.empty(), "%", 0, 10)))
                .isEmpty();
        assertThat(names(new ContainerFilter(Optional.of(agent.host()), Optional.empty(), "", 0, 10)))
                .containsExactly("db", "web");
        assertThat(names(new ContainerFilter(
                        Optional.of(new HostId(organization.value())), Optional.empty(), "", 0, 10)))
                .isEmpty();
    }

    @Test
    void searchGivesPagesAndCountsAll() throws SQLException {
        replace(container(1, "a", "running"), container(2, "b", "running"), container(3, "c", "running"));
        ContainerFilter second = new ContainerFilter(Optional.empty(), Optional.empty(), "", 1, 1);
        assertThat(names(second)).containsExactly("b");
        var found = database.<Integer>in(
                organization, connection -> containers.count(connection, second, List.of(agent.host())));
        assertThat(found).isEqualTo(3);
    }

    @Test
    void strangerSeesNothing() throws SQLException {
        ContainerId id = replace(container(1, "web", "running")).get(1);
        OrganizationId other = database.organization("theirs");
        var found = database.in(other, connection -> containers.find(connection, id, List.of()));
        assertThat(found).isEmpty();
        var second = database.in(
                other, connection -> containers.search(connection, ContainerFilter.everything(), List.of()));
        assertThat(second).isEmpty();
        var third = database.in(other, connection -> containers.hostOf(connection, id));
        assertThat(third).isEmpty();
    }

    @Test
    void strangerCannotWriteForAnotherOrganization() throws SQLException {
        OrganizationId other = database.organization("theirs");
        Inventory inventory = new Inventory(1, List.of(container(1, "web", "running")));
        assertThatThrownBy(() -> database.in(other, connection -> {
                    store.replace(connection, organization, Map.of(agent.host(), inventory), NOW);
                    return null;
                }))
                .isInstanceOf(SQLException.class);
    }

    private Map<Integer, ContainerId> replace(ContainerFacts... facts) throws SQLException {
        return replace(NOW, facts);
    }

    private Map<Integer, ContainerId> replace(Instant now, ContainerFacts... facts) throws SQLException {
        Inventory inventory = new Inventory(1, List.of(facts));
        return database.in(organization, connection -> FleetDatabase.declare(connection, agent, inventory, now));
    }

    private Optional<Container> find(ContainerId id) throws SQLException {
        return database.in(organization, connection -> containers.find(connection, id, List.of(agent.host())));
    }

    private List<String> names() throws SQLException {
        return names(ContainerFilter.everything());
    }

    private List<String> names(ContainerFilter filter) throws SQLException {
        return database
                .in(organization, connection -> containers.search(connection, filter, List.of(agent.host())))
                .stream()
                .map(Container::name)
                .toList();
    }
}
