package io.portreeve.cloud.gateway;

import static io.portreeve.cloud.gateway.Messages.container;
import static io.portreeve.cloud.gateway.Messages.hello;
import static io.portreeve.cloud.gateway.Messages.inventory;
import static io.portreeve.cloud.gateway.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.fleet.control.PresenceBoard;
import io.portreeve.cloud.fleet.control.PresenceBus;
import io.portreeve.cloud.fleet.control.SessionBus;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.cloud.testing.Databases;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivalsIT {
    private static final Acknowledged STORED = new Acknowledged(Stream.INVENTORY, 1);
    private static Databases databases;

    private final MessageCodec codec = new MessageCodec();
    private final Clock clock = Clock.systemUTC();
    private final Redis redis = Databases.noRedis();
    private final PresenceBoard board = new PresenceBoard(redis);
    private final Hosts hosts = new Hosts(databases.tenant(), board, clock);
    private final Containers containers = new Containers(databases.tenant(), hosts);
    private final AgentSessions sessions = new AgentSessions(
            databases.tenant(),
            databases.system(),
            board,
            new PresenceBus(redis),
            new SessionBus(redis),
            new Quotas(databases.system()),
            clock);
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<AgentSession> begun = new ArrayList<>();
    private final AgentStorage storage = new AgentStorage(
            sessions,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            databases.scope(),
            tasks::add,
            clock,
            begun::add);
    private OrganizationId ours;
    private OrganizationId theirs;

    @BeforeAll
    static void createDatabase() throws SQLException {
        databases = new Databases();
        try (Connection connection = databases.administrator();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table containers add constraint sound check (name <> 'damaged')");
            statement.execute("alter table agents add constraint sound check (version <> 'damaged')");
        }
    }

    @BeforeEach
    void createOrganizations() throws SQLException {
        ours = databases.organization("ours");
        theirs = databases.organization("theirs");
    }

    @Test
    void thoseWhoComeAtOnceAreServedTogether() throws SQLException {
        List<Line> lines = List.of(new Line(ours), new Line(ours), new Line(ours));
        lines.forEach(line -> line.say(hello()));
        assertThat(tasks).hasSize(1);
        runAll();
        lines.forEach(line -> line.say(inventory(1, 1)));
        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(lines).allSatisfy(line -> assertThat(line.heard()).containsExactly(STORED));
        assertThat(begun)
                .extracting(AgentSession::agent)
                .containsExactlyInAnyOrderElementsOf(
                        lines.stream().map(line -> line.agent).toList());
        assertThat(stored(ours)).hasSize(3);
    }

    @Test
    void inventoryThatCannotBeStoredKeepsNoOtherOut() throws SQLException {
        Line first = new Line(ours);
        Line damaged = new Line(ours);
        Line last = new Line(ours);
        List<Line> lines = List.of(first, damaged, last);
        lines.forEach(line -> line.say(hello()));
        runAll();
        first.say(inventory(1, 1));
        damaged.say(new Inventory(1, List.of(named("damaged"))));
        last.say(inventory(1, 1));
        runAll();
        assertThat(first.heard()).containsExactly(STORED);
        assertThat(last.heard()).containsExactly(STORED);
        assertThat(damaged.heard()).isEmpty();
        assertThat(damaged.closed).isNull();
        assertThat(stored(ours))
                .extracting(Container::hostId)
                .containsExactlyInAnyOrder(first.agent.host(), last.agent.host());
    }

    @Test
    void agentThatCannotBeginKeepsNoOtherOut() throws SQLException {
        Line sound = new Line(ours);
        Line damaged = new Line(ours);
        sound.say(hello());
        damaged.say(new Hello(
                "damaged", hello().capabilities(), hello().host(), hello().sentAt(), hello().lastSequences()));
        runAll();
        assertThat(damaged.closed).isEqualTo(CloseCode.INTERNAL);
        sound.say(inventory(1, 1));
        runAll();
        assertThat(sound.heard()).containsExactly(STORED);
    }

    @Test
    void organizationsAreServedEachByItself() throws SQLException {
        Line one = new Line(ours);
        Line other = new Line(theirs);
        List<Line> lines = List.of(one, other, new Line(ours), new Line(theirs));
        lines.forEach(line -> line.say(hello()));
        assertThat(tasks).hasSize(2);
        runAll();
        lines.forEach(line -> line.say(inventory(1, 1)));
        assertThat(tasks).hasSize(2);
        runAll();
        assertThat(lines).allSatisfy(line -> assertThat(line.heard()).containsExactly(STORED));
        assertThat(stored(ours)).extracting(Container::hostId).hasSize(2).contains(one.agent.host());
        assertThat(stored(theirs)).extracting(Container::hostId).hasSize(2).contains(other.agent.host());
    }

    @Test
    void thoseWhoGoAtOnceAreEndedTogether() throws SQLException {
        List<Line> lines = List.of(new Line(ours), new Line(ours), new Line(theirs));
        lines.forEach(line -> line.say(hello()));
        runAll();
        assertThat(lines).extracting(this::presence).containsOnly(Presence.ONLINE);
        begun.forEach(session -> storage.end(session, clock.instant()));
        assertThat(tasks).hasSize(2);
        runAll();
        assertThat(lines).extracting(this::presence).containsOnly(Presence.OFFLINE);
    }

    private Presence presence(Line line) {
        return databases
                .scope()
                .call(line.agent.organization(), () -> hosts.find(line.agent.host()))
                .orElseThrow()
                .presence();
    }

    @Test
    void nothingIsDoneForWhoeverLeftMeanwhile() throws SQLException {
        Line stays = new Line(ours);
        Line leaves = new Line(ours);
        stays.say(hello());
        leaves.say(hello());
        leaves.link.accept(AgentConversation::disconnected);
        runAll();
        assertThat(begun).extracting(AgentSession::agent).containsExactly(stays.agent);
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private List<Container> stored(OrganizationId organization) {
        return databases.scope().call(organization, () -> containers.search(ContainerFilter.everything()));
    }

    private static ContainerFacts named(String name) {
        ContainerFacts plain = container(1);
        return new ContainerFacts(
                plain.number(),
                plain.dockerId(),
                name,
                plain.image(),
                plain.imageId(),
                plain.state(),
                plain.health(),
                plain.composeProject(),
                plain.composeService(),
                plain.restartCount(),
                plain.createdAt(),
                plain.startedAt(),
                plain.exitCode());
    }

    /** An agent that is connected, and what it hears. */
    private final class Line implements AgentLink.Outbound {
        private final List<CloudMessage> sent = new ArrayList<>();
        private final AuthenticatedAgent agent;
        private final AgentLink link;
        private CloseCode closed;

        Line(OrganizationId organization) throws SQLException {
            agent = databases.agent(organization, "host");
            link = new AgentLink(
                    agent,
                    new AgentConversation(codec, clock, Duration.ofSeconds(10), WaitingRoom.ofThisProcess()),
                    codec,
                    this,
                    storage);
            link.accept(conversation -> conversation.opened(Protocol.SUBPROTOCOL));
        }

        void say(AgentMessage message) {
            link.accept(conversation -> conversation.text(text(message)));
        }

        /** After the welcome. */
        List<CloudMessage> heard() {
            assertThat(sent.get(0)).isInstanceOf(Welcome.class);
            return sent.subList(1, sent.size());
        }

        @Override
        public boolean send(String text) {
            return sent.add(codec.decodeCloudMessage(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public boolean stalled() {
            return false;
        }

        @Override
        public void close(CloseCode code, String reason) {
            closed = code;
        }
    }
}
