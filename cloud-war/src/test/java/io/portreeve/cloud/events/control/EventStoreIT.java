package io.portreeve.cloud.events.control;

import static io.portreeve.cloud.testing.FleetDatabase.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerPlace;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Inventory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStoreIT {
    private static final Instant NOW = FleetDatabase.NOW;
    private static FleetDatabase database;

    private final EventStore store = new EventStore();
    private OrganizationId organization;
    private AuthenticatedAgent agent;
    private ContainerId web;

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @BeforeEach
    void createAgent() throws SQLException {
        organization = database.organization("ours");
        agent = database.agent(organization, "alpha");
        Inventory inventory = new Inventory(1, List.of(container(1, "web", "running")));
        web = database.in(
                organization,
                connection ->
                        FleetDatabase.declare(connection, agent, inventory, NOW).get(1));
    }

    @Test
    void eventIsKeptWithItsNamesAndItsContainer() throws SQLException {
        insert(event(NOW, "container.die", 1, "web"));
        assertThat(search(newest())).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("container.die");
            assertThat(event.at()).isEqualTo(NOW);
            assertThat(event.hostId()).isEqualTo(agent.host());
            assertThat(event.containerId()).contains(web);
            assertThat(event.name()).isEqualTo("web");
            assertThat(event.image()).isEqualTo("nginx:1.27");
            assertThat(event.composeProject()).isEqualTo("shop");
            assertThat(event.composeService()).isEqualTo("front");
            assertThat(event.exitCode()).contains(137);
            assertThat(event.attributes()).containsEntry("signal", "9\uFFFD");
        });
    }

    @Test
    void eventOfAnUnknownContainerIsKept() throws SQLException {
        assertThat(insert(event(NOW, "container.die", 99, "gone")))
                .singleElement()
                .satisfies(event -> assertThat(event.containerId()).isEmpty());
    }

    @Test
    void whatIsToldTwiceCountsOnceAndIsNewOnce() throws SQLException {
        EngineEvent died = event(NOW, "container.die", 1, "web");
        assertThat(insert(died, died)).hasSize(1);
        assertThat(insert(died, event(NOW.plusNanos(1), "container.die", 1, "web")))
                .hasSize(1);
        assertThat(search(newest())).hasSize(2);
    }

    @Test
    void gapIsAnEntryAtItsEnd() throws SQLException {
        EventGap gap = new EventGap(NOW.minusSeconds(60), NOW, EventGap.ENGINE_LOST, "", 0);
        EventGap flood = new EventGap(NOW.minusSeconds(60), NOW, EventGap.FLOOD, id(1), 12);
        insert(new EventsBatch(1, List.of(), List.of(gap, flood)));
        assertThat(search(newest()))
                .extracting(Event::kind, Event::at, Event::dockerId, Event::attributes)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                Event.GAP,
                                NOW,
                                "",
                                Map.of(
                                        "reason",
                                        "engine-lost",
                                        "from",
                                        NOW.minusSeconds(60).toString())),
                        org.assertj.core.groups.Tuple.tuple(
                                Event.GAP,
                                NOW,
                                id(1),
                                Map.of(
                                        "reason",
                                        "flood",
                                        "from",
                                        NOW.minusSeconds(60).toString(),
                                        "missed",
                                        "12")));
    }

    @Test
    void pagesFollowEachOtherWithoutOverlap() throws SQLException {
        for (int i = 0; i < 7; i++) {
            insert(event(NOW.plusSeconds(i), "container.start", 1, "web"));
        }
        List<Event> first = search(new EventFilter(
                Optional.of(agent.host()),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                4));
        List<Event> second = search(new EventFilter(
                Optional.of(agent.host()),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(first.get(3).id()),
                4));
        assertThat(first).extracting(Event::at).containsExactly(after(6), after(5), after(4), after(3));
        assertThat(second).extracting(Event::at).containsExactly(after(2), after(1), after(0));
    }

    @Test
    void filtersNarrow() throws SQLException {
        insert(event(NOW, "container.start", 1, "web"));
        insert(event(NOW.plusSeconds(1), "container.die", 2, "db_1"));
        insert(event(NOW.plusSeconds(2), "image.pull", 0, "redis:8"));
        assertThat(kinds(filter(Set.of("container.die", "image.pull"), Set.of(), "")))
                .containsExactly("image.pull", "container.die");
        assertThat(kinds(filter(Set.of(), Set.of("image.pull"), "")))
                .containsExactly("container.die", "container.start");
        assertThat(kinds(filter(Set.of(), Set.of(), "REDIS"))).containsExactly("image.pull");
        assertThat(kinds(filter(Set.of(), Set.of(), "%"))).isEmpty();
        assertThat(kinds(filter(Set.of(), Set.of(), "b\u0000"))).isEmpty();
        EventFilter span = new EventFilter(
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.of(after(1)),
                Optional.of(after(2)),
                "",
                Optional.empty(),
                10);
        assertThat(kinds(span)).containsExactly("container.die");
    }

    @Test
    void ofAContainerComeItsOwnEventsAndWhatMayBeMissingOnItsHost() throws SQLException {
        insert(event(NOW, "container.start", 1, "web"));
        insert(event(NOW.plusSeconds(1), "container.start", 2, "db"));
        insert(event(NOW.plusSeconds(2), "image.pull", 0, "redis:8"));
        insert(new EventsBatch(1, List.of(), List.of(new EventGap(NOW, after(3), EventGap.AGENT_STOPPED, "", 0))));
        insert(new EventsBatch(1, List.of(), List.of(new EventGap(NOW, after(4), EventGap.FLOOD, id(2), 1))));
        List<Event> found = database.in(
                organization,
                connection -> store.search(
                        connection, EventFilter.of(web, 10), Optional.of(new ContainerPlace(agent.host(), id(1)))));
        assertThat(found).extracting(Event::kind).containsExactly(Event.GAP, "container.start");
    }

    @Test
    void strangerSeesNothingAndWritesNothingOfOurs() throws SQLException {
        insert(event(NOW, "container.start", 1, "web"));
        OrganizationId other = database.organization("theirs");
        List<Event> seen = database.in(
                other, connection -> store.search(connection, EventFilter.of(agent.host(), 10), Optional.empty()));
        assertThat(seen).isEmpty();
        EventsBatch batch = batch(event(NOW, "container.stop", 1, "web"));
        assertThatThrownBy(() -> database.in(other, connection -> store.insert(connection, agent, batch)))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void whatIsOldGoesAndNothingElse() throws SQLException {
        insert(
                event(NOW.minus(Duration.ofDays(2)), "container.start", 1, "web"),
                event(NOW.minus(Duration.ofDays(1)).minusNanos(1), "container.die", 1, "web"),
                event(NOW.minus(Duration.ofDays(1)), "container.start", 1, "web"));
        Instant before = NOW.minus(Duration.ofDays(1));
        assertThat(delete(before, 1)).isEqualTo(1);
        assertThat(delete(before, 10)).isEqualTo(1);
        assertThat(delete(before, 10)).isZero();
        assertThat(search(newest())).extracting(Event::at).containsExactly(before);
    }

    private int delete(Instant before, int most) throws SQLException {
        return database.<Integer>inSystem(
                connection -> store.deleteBefore(connection, organization.value(), before, most));
    }

    private List<Event> insert(EngineEvent... events) throws SQLException {
        return insert(batch(events));
    }

    private List<Event> insert(EventsBatch batch) throws SQLException {
        return database.in(organization, connection -> store.insert(connection, agent, batch));
    }

    private List<Event> search(EventFilter filter) throws SQLException {
        return database.in(organization, connection -> store.search(connection, filter, Optional.empty()));
    }

    private List<String> kinds(EventFilter filter) throws SQLException {
        return search(filter).stream().map(Event::kind).toList();
    }

    private EventFilter newest() {
        return EventFilter.of(agent.host(), 100);
    }

    private static EventFilter filter(Set<String> kinds, Set<String> without, String text) {
        return new EventFilter(
                Optional.empty(),
                Optional.empty(),
                kinds,
                without,
                Optional.empty(),
                Optional.empty(),
                text,
                Optional.empty(),
                10);
    }

    private static EventsBatch batch(EngineEvent... events) {
        return new EventsBatch(1, List.of(events), List.of());
    }

    private static EngineEvent event(Instant at, String kind, int container, String name) {
        return new EngineEvent(
                at.getEpochSecond() * 1_000_000_000L + at.getNano(),
                kind,
                container == 0 ? "" : id(container),
                name,
                container == 0 ? "" : "nginx:1.27",
                container == 0 ? "" : "shop",
                container == 0 ? "" : "front",
                kind.equals("container.die") ? Optional.of(137) : Optional.empty(),
                Map.of("signal", "9\u0000"));
    }

    private static String id(int container) {
        return "%064x".formatted(container);
    }

    private static Instant after(int seconds) {
        return NOW.plusSeconds(seconds);
    }
}
