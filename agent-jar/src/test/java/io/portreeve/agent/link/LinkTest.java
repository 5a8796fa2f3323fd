package io.portreeve.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.collect.HostDescription;
import io.portreeve.agent.collect.InterfacesReading;
import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.LogChoice;
import io.portreeve.agent.config.LogConfig;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.event.EventPosition;
import io.portreeve.agent.event.Happened;
import io.portreeve.agent.logs.FakeLogs;
import io.portreeve.agent.logs.LogShelf;
import io.portreeve.agent.logs.Tails;
import io.portreeve.agent.network.Route;
import io.portreeve.agent.spool.Spool;
import io.portreeve.agent.spool.SpoolBounds;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionAcknowledged;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.LogWishes;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.AgentToken;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.AgentFigures;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.HostReading;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {
    private static final AgentFigures FIGURES =
            new AgentFigures(110, 80 << 20, 5, Optional.empty(), Optional.empty(), 0, 1, 2);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final LinkTiming FAST = new LinkTiming(
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            PATIENCE,
            PATIENCE,
            Duration.ofMillis(40),
            Duration.ofMillis(160));
    private static final LinkTiming IMPATIENT = new LinkTiming(
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(1500),
            Duration.ofMillis(1500),
            Duration.ofMillis(40),
            Duration.ofMillis(160));
    private static final HostDescription HOST =
            new HostDescription("box", "Linux", "6.1", "x86_64", 2, 1L << 34, "20.10", 1);

    private static final long FIRST_EVENT = System.currentTimeMillis() * 1_000_000;

    private static final SpoolBounds ROOMY = new SpoolBounds(16 << 20, Duration.ofHours(24), 51, 1 << 20);

    @TempDir
    Path directory;

    private final UUID agentId = new UUID(0, 0);
    private final List<Duration> intervals = new CopyOnWriteArrayList<>();
    private final List<Set<Integer>> leased = new CopyOnWriteArrayList<>();
    private final Pacing pacing = new Pacing() {
        @Override
        public void every(Duration interval) {
            intervals.add(interval);
        }

        @Override
        public void leased(Set<Integer> containers, Duration interval, Duration lasts) {
            leased.add(containers);
        }
    };
    private final FakeLogs logs = new FakeLogs();
    private final List<List<LogWish>> wishes = new CopyOnWriteArrayList<>();
    private final Tails tails = new Tails(
            new LogConfig(LogChoice.LABELLED, true, true, 500, Optional.empty(), Optional.empty(), Optional.empty()),
            logs);
    private final FakeCommands commands = new FakeCommands();
    private final List<EventPosition> followed = new CopyOnWriteArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private KeyPair keys;
    private FakeCloud cloud;
    private Optional<Spool> spool = Optional.empty();

    @BeforeAll
    static void havePatience() {
        Awaitility.setDefaultTimeout(PATIENCE.plusSeconds(20));
    }

    @BeforeEach
    void startCloud() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        cloud = FakeCloud.open();
    }

    @AfterEach
    void stopAll() {
        links.forEach(Link::close);
        spool.ifPresent(Spool::close);
        cloud.close();
    }

    @Test
    void conversationBeginsWithHelloInventoryAndStatus() {
        Link link = start();
        link.roster(Readings.roster(0, 1));
        link.reading(Readings.of(Readings.roster(0, 1)));

        await().until(() -> !metrics(0).isEmpty());
        List<AgentMessage> heard = connection(0).heard();
        assertThat(heard.get(0)).isInstanceOf(Hello.class);
        assertThat(((Hello) heard.get(0)).lastSequences()).isEmpty();
        assertThat(heard.get(1)).isInstanceOf(Inventory.class);
        assertThat(heard.get(2)).isEqualTo(new AgentStatus(Optional.empty(), 0));
        assertThat(metrics(0).get(0).sequence()).isEqualTo(1);
        assertThat(intervals).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void actionsAreHandedOverAndReported() {
        Link link = start();
        UUID id = UUID.randomUUID();
        ActionRequest request = new ActionRequest(
                id, "1".repeat(64), new ContainerAction.Start(), Precondition.NONE, Duration.ofSeconds(60));
        await().until(() ->
                !cloud.connections().isEmpty() && !connection(0).heard().isEmpty());
        connection(0).say(new ActionRequested(request));
        connection(0).say(new ActionAcknowledged(id));
        await().until(() -> commands.acknowledged.equals(List.of(id)));
        assertThat(commands.requested).containsExactly(request);

        ActionAccepted accepted = new ActionAccepted(id, Instant.ofEpochMilli(1000));
        ActionResult result = new ActionResult(
                id, Outcome.FAILED, "", "500", Optional.empty(), Optional.empty(), Instant.ofEpochMilli(2000));
        link.begun(id, accepted.at());
        link.ended(result);
        await().until(() -> connection(0).heard().contains(new ActionOutcome(result)));
        assertThat(connection(0).heard()).contains(accepted);
    }

    @Test
    void whatTheCloudMayNotKnowOfActionsIsSaidOnEachConnection() {
        UUID begun = UUID.randomUUID();
        ActionResult result = new ActionResult(
                UUID.randomUUID(),
                Outcome.SUCCEEDED,
                "",
                "204",
                Optional.empty(),
                Optional.empty(),
                Instant.ofEpochMilli(2000));
        commands.unsaid = new Commands.Unsaid(Map.of(begun, Instant.ofEpochMilli(1000)), List.of(result));
        start();
        await().until(() -> cloud.connections().size() == 1
                && !connection(0).heard(ActionOutcome.class).isEmpty());
        connection(0).cut();
        await().until(() -> cloud.connections().size() == 2
                && !connection(1).heard(ActionOutcome.class).isEmpty());
        assertThat(connection(1).heard())
                .contains(new ActionAccepted(begun, Instant.ofEpochMilli(1000)), new ActionOutcome(result));
    }

    @Test
    void clockThatDiffersIsToldToTheCloud() {
        cloud.answering((connection, message) -> message instanceof Heartbeat asked
                ? List.of(new Heartbeat(asked.sentAt().plusSeconds(60), Optional.of(asked.sentAt())))
                : cloud.welcomeAndAcknowledge(connection, message));
        start();
        await().untilAsserted(() -> assertThat(connection(0).heard(AgentStatus.class))
                .anySatisfy(status -> assertThat(status.clockSkew().orElse(Duration.ZERO))
                        .isBetween(Duration.ofSeconds(-60), Duration.ofSeconds(-57))));
    }

    @Test
    void cloudThatTalksNonsenseIsSurvivedAndEachKindOfItIsSaidOnce() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger log = Logger.getLogger(Link.class.getName());
        Handler handler = handler(lines);
        log.addHandler(handler);
        Random random = new Random(42);
        AtomicInteger told = new AtomicInteger();
        cloud.answering((connection, message) -> {
            if (!(message instanceof Hello) || told.getAndIncrement() >= 40) {
                return cloud.welcomeAndAcknowledge(connection, message);
            }
            byte[] noise = new byte[random.nextInt(4096)];
            random.nextBytes(noise);
            switch (told.get() % 5) {
                case 0 -> connection.sayRaw(noise);
                case 1 -> connection.sayRaw("{\"type\":\"WELCOME\",\"epoch\":\"x\"}");
                case 2 -> connection.say(new Acknowledged(Stream.METRICS, random.nextLong()));
                case 3 -> connection.sayRaw(Frames.compress(new byte[100 << 20]));
                default -> connection.sayRaw("[".repeat(random.nextInt(20_000)));
            }
            return List.of();
        });
        start();
        await().until(() -> told.get() >= 40
                && !connection(cloud.connections().size() - 1)
                        .heard(Inventory.class)
                        .isEmpty());
        log.removeHandler(handler);
        assertThat(cloud.connections()).hasSizeGreaterThan(40);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("cannot connect to " + cloud.url()))
                .doesNotHaveDuplicates()
                .hasSizeLessThanOrEqualTo(8);
    }

    private static Handler handler(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void eachConnectionIsProvedAnew() {
        start();
        await().until(() -> cloud.connections().size() == 1);
        connection(0).cut();
        await().until(() -> cloud.connections().size() == 2);

        String first = connection(0).token();
        String second = connection(1).token();
        assertThat(first).isNotEqualTo(second);
        assertThat(AgentToken.isSignedBy(second, keys.getPublic())).isTrue();
        assertThat(AgentToken.unverified(second).orElseThrow().agentId()).isEqualTo(agentId);
    }

    @Test
    void whatIsNotAcknowledgedComesAgainInOrderOnTheNextConnection() {
        cloud.answering(cloud::welcomeOnly);
        Link link = start();
        Roster roster = Readings.roster(0, 1);
        link.roster(roster);
        IntStream.range(0, 3).forEach(i -> link.reading(Readings.of(roster)));
        await().until(() -> sequences(0).equals(List.of(1L, 2L, 3L)));

        link.roster(Readings.roster(1));
        cloud.answering(cloud::welcomeAndAcknowledge);
        connection(0).cut();

        await().until(() -> sequences(1).equals(List.of(1L, 2L, 3L)));
        assertThat(metrics(1)).isEqualTo(metrics(0));
        assertThat(connection(1).heard(Inventory.class).get(0).containers())
                .extracting(ContainerFacts::number, ContainerFacts::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1, "running"),
                        org.assertj.core.groups.Tuple.tuple(0, "removed"));
    }

    @Test
    void whatWasStoredBeforeTheConnectionBrokeIsNotSentAgain() {
        cloud.answering(cloud::welcomeOnly);
        Link link = start();
        Roster roster = Readings.roster(0);
        IntStream.range(0, 3).forEach(i -> link.reading(Readings.of(roster)));
        await().until(() -> sequences(0).size() == 3);

        cloud.stored(Stream.METRICS, 2);
        connection(0).cut();

        await().until(() -> !sequences(1).isEmpty());
        assertThat(sequences(1)).containsExactly(3L);
    }

    @Test
    void numbersGoOnFromWhatTheCloudHasStored() {
        cloud.stored(Stream.METRICS, 41);
        cloud.stored(Stream.INVENTORY, 7);
        Link link = start();
        link.reading(Readings.of(Readings.roster(0)));

        await().until(() -> !metrics(0).isEmpty());
        assertThat(sequences(0)).containsExactly(42L);
        assertThat(connection(0).heard(Inventory.class).get(0).sequence()).isEqualTo(8);
    }

    @Test
    void readingsOfAMinuteTravelTogetherUnderTheIdsOfTheirContainers() {
        cloud.understands(Capability.TWO_STREAMS);
        Link link = start();
        Instant minute = Instant.parse("2026-11-25T12:00:00Z");
        Roster roster = Readings.roster(3, 8);
        IntStream.range(0, 6).forEach(i -> link.reading(Readings.at(minute.plusSeconds(9L * i), roster)));

        await().until(() -> metrics(0).size() == 1);
        MetricsBatch batch = metrics(0).get(0);
        assertThat(batch.containers())
                .containsExactlyElementsOf(roster.entries().stream()
                        .map(entry -> entry.container().id())
                        .toList());
        assertThat(batch.readings()).extracting(HostReading::readAt).hasSize(6).startsWith(minute);
    }

    @Test
    void minuteThatIsOverIsSentWithoutWaitingForMore() {
        cloud.understands(Capability.TWO_STREAMS);
        Link link = start();
        Instant minute = Instant.parse("2026-11-25T12:00:00Z");
        link.reading(Readings.at(minute, Readings.roster(0)));
        link.reading(Readings.at(minute.plusSeconds(59), Readings.roster(0)));
        link.reading(Readings.at(minute.plusSeconds(60), Readings.roster(0)));

        await().until(() -> metrics(0).size() == 2);
        assertThat(metrics(0).stream().map(batch -> batch.readings().size())).containsExactly(2, 1);
    }

    @Test
    void newestValuesAreSentWithADictionaryOnlyToACloudThatHasIt() {
        cloud.understands(Capability.TWO_STREAMS);
        Link link = start();
        Reading reading = Readings.of(Readings.roster(0, 1));
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        link.reading(reading);
        await().until(() -> connectionHeard(0, LiveMetrics.class) == 1);
        assertThat(connection(0).framesOfZlib()).isZero();

        cloud.understands(Capability.TWO_STREAMS, Capability.LIVE_DICTIONARY);
        connection(0).cut();
        await().until(() -> connectionHeard(1, Inventory.class) > 0);
        link.reading(reading);
        await().until(() -> connectionHeard(1, LiveMetrics.class) == 1);
        assertThat(connection(1).framesOfZlib()).isEqualTo(1);
        assertThat(connection(1).heard(LiveMetrics.class))
                .isEqualTo(connection(0).heard(LiveMetrics.class));
    }

    @Test
    void newestValuesAreSentAtOnceAndOnlyOnce() {
        cloud.understands(Capability.TWO_STREAMS);
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        Reading reading = Readings.of(Readings.roster(0, 1));
        link.roster(reading.roster());
        link.reading(reading);
        await().until(() -> connectionHeard(0, LiveMetrics.class) == 1);
        assertThat(connection(0).heard(LiveMetrics.class).get(0).reading().samples())
                .isEqualTo(reading.samples().stream()
                        .map(ContainerSample::withoutFurther)
                        .toList())
                .isNotEqualTo(reading.samples());

        connection(0).cut();
        await().until(() -> connectionHeard(1, AgentStatus.class) > 0);
        assertThat(connectionHeard(1, LiveMetrics.class)).isZero();
    }

    @Test
    void packedBatchIsTheSameOnTheNextConnection() {
        cloud.understands(Capability.TWO_STREAMS);
        cloud.answering(cloud::welcomeOnly);
        Link link = start();
        Instant minute = Instant.parse("2026-11-25T12:00:00Z");
        IntStream.range(0, 6)
                .forEach(i -> link.reading(Readings.at(minute.plusSeconds(9L * i), Readings.roster(3, 8))));
        await().until(() -> metrics(0).size() == 1);
        connection(0).cut();
        await().until(() -> metrics(1).size() == 1);
        assertThat(metrics(1)).isEqualTo(metrics(0));
        assertThat(connection(1).heard(Inventory.class).get(0).containers())
                .extracting(ContainerFacts::dockerId, ContainerFacts::state)
                .contains(org.assertj.core.groups.Tuple.tuple(
                        metrics(0).get(0).containers().get(0), "removed"));
    }

    @Test
    void cloudThatTurnsOutToBeOlderGetsEachReadingByItself() {
        cloud.understands(Capability.TWO_STREAMS);
        cloud.answering(cloud::welcomeOnly);
        Link link = start();
        Instant minute = Instant.parse("2026-11-25T12:00:00Z");
        IntStream.range(0, 6).forEach(i -> link.reading(Readings.at(minute.plusSeconds(9L * i), Readings.roster(3))));
        await().until(() -> metrics(0).size() == 1);
        cloud.understands();
        cloud.answering(cloud::welcomeAndAcknowledge);
        connection(0).cut();
        await().until(() -> metrics(1).size() == 6);
        assertThat(metrics(1)).noneMatch(MetricsBatch::isPacked);
        assertThat(metrics(1).stream().map(MetricsBatch::first).toList())
                .isEqualTo(metrics(0).get(0).readings().stream()
                        .map(reading -> new HostReading(
                                reading.readAt(),
                                reading.interval(),
                                reading.samples().stream()
                                        .map(sample -> sample.numbered(3))
                                        .toList()))
                        .toList());
        assertThat(sequences(1)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void batchesFromBeforeTheFirstConnectionAreNumberedAfterWhatIsStored() {
        cloud.answering((connection, message) -> List.of());
        Link link = start();
        Instant minute = Instant.parse("2026-11-25T12:00:00Z");
        IntStream.range(0, 12).forEach(i -> link.reading(Readings.at(minute.plusSeconds(9L * i), Readings.roster(0))));
        await().until(() -> connectionHeard(0, Hello.class) == 1);
        cloud.understands(Capability.TWO_STREAMS);
        cloud.stored(Stream.METRICS, 41);
        cloud.answering(cloud::welcomeAndAcknowledge);
        connection(0).cut();
        await().until(() -> sequences(1).size() == 3);
        assertThat(sequences(1)).containsExactly(42L, 43L, 44L);
    }

    @Test
    void whatWasReadLastIsSentBeforeTheGoodBye() {
        cloud.understands(Capability.TWO_STREAMS);
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        link.reading(Readings.of(Readings.roster(0)));
        link.close();
        assertThat(metrics(0)).hasSize(1);
    }

    @Test
    void noMoreThanAllowedAreUnanswered() {
        cloud.answering(cloud::welcomeOnly);
        Link link = start();
        Roster roster = Readings.roster(0);
        link.roster(roster);
        IntStream.range(0, 40).forEach(i -> link.reading(Readings.of(roster)));
        await().until(() -> durables(0) == Limits.UNANSWERED);

        cloud.answering(cloud::welcomeAndAcknowledge);
        connection(0).say(new Acknowledged(Stream.INVENTORY, 1000));
        connection(0).say(new Acknowledged(Stream.METRICS, 10));

        await().until(() -> sequences(0).contains(40L));
        assertThat(sequences(0)).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void oldestAreDroppedWhenTheDiskRefusesAndMemoryIsFullAndTheCloudIsTold() throws IOException {
        Files.createFile(directory.resolve("spool"));
        cloud.answering((connection, message) -> List.of());
        Link link = start();
        Roster roster = Readings.roster(0);
        Instant minute = Instant.parse("2026-11-25T12:00:00Z");
        IntStream.range(0, 60).forEach(i -> link.reading(Readings.at(minute.plusSeconds(60L * i), roster)));
        await().until(() ->
                cloud.connection(0).filter(c -> !c.heard().isEmpty()).isPresent());
        cloud.answering(cloud::welcomeAndAcknowledge);
        connection(0).cut();

        await().until(() -> cloud.connection(1).isPresent() && sequences(1).size() == 50);
        assertThat(connection(1).heard(AgentStatus.class)).contains(new AgentStatus(Optional.empty(), 10));
    }

    @Test
    void containerThatIsNewIsDeclaredBeforeItsFirstSample() {
        Link link = start();
        link.roster(Readings.roster(0));
        link.reading(Readings.of(Readings.roster(0, 5)));

        await().until(() -> !metrics(0).isEmpty());
        List<AgentMessage> heard = connection(0).heard();
        int declared = IntStream.range(0, heard.size())
                .filter(i -> heard.get(i) instanceof Inventory inventory
                        && inventory.containers().stream().anyMatch(c -> c.number() == 5))
                .findFirst()
                .orElseThrow();
        assertThat(declared).isLessThan(heard.indexOf(metrics(0).get(0)));
    }

    @Test
    void refusedBatchIsNotSentAgainAndTheOthersGoOn() {
        cloud.answering((connection, message) -> message instanceof MetricsBatch batch && batch.sequence() == 1
                ? List.of(new Refused(Stream.METRICS, 1, "sample-in-future", "The clock is wrong."))
                : cloud.welcomeAndAcknowledge(connection, message));
        Link link = start();
        IntStream.range(0, 2).forEach(i -> link.reading(Readings.of(Readings.roster(0))));
        await().until(() -> sequences(0).equals(List.of(1L, 2L)));
        connection(0).cut();
        link.reading(Readings.of(Readings.roster(0)));

        await().until(() -> cloud.connection(1).isPresent() && !sequences(1).isEmpty());
        assertThat(sequences(1)).containsExactly(3L);
    }

    @Test
    void engineProblemIsReportedAndTakenBack() {
        Link link = start();
        await().until(() -> cloud.connection(0).isPresent());
        link.engineProblem(Optional.of("the engine hangs"));
        link.engineProblem(Optional.empty());

        await().until(() -> connection(0).heard(AgentStatus.class).size() == 3);
        assertThat(connection(0).heard(AgentStatus.class))
                .extracting(AgentStatus::engineProblem)
                .containsExactly(Optional.empty(), Optional.of("the engine hangs"), Optional.empty());
    }

    @Test
    void agentSaysThatItLives() {
        start();
        await().until(() -> cloud.connection(0)
                .filter(c -> c.heard(Heartbeat.class).size() >= 2)
                .isPresent());
        assertThat(cloud.connections()).hasSize(1);
    }

    @Test
    void silentCloudIsLeftAndConnectedToAgain() {
        cloud.answering((connection, message) -> message instanceof Hello ? List.of(cloud.welcome()) : List.of());
        start(IMPATIENT);
        await().until(() -> cloud.connections().size() >= 2);
        await().until(() -> connection(0).closeCode() == CloseCode.SILENT.code());
    }

    @Test
    void cloudThatNeverWelcomesIsLeft() {
        cloud.answering((connection, message) -> List.of());
        start(IMPATIENT);
        await().until(() -> cloud.connections().size() >= 2);
    }

    @Test
    void garbageEndsTheConnectionAndNotTheAgent() {
        start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        connection(0).sayRaw("{\"type\":");
        await().until(() -> connection(0).closeCode() == CloseCode.MALFORMED.code());
        await().until(() -> connectionHeard(1, Inventory.class) > 0);
        connection(1).sayRaw(new byte[] {1, 2, 3});
        await().until(() -> connection(1).closeCode() == CloseCode.MALFORMED.code());
        await().until(() -> cloud.connections().size() >= 3);
    }

    @Test
    void frameOfAHundredMegabytesEndsTheConnectionAndNotTheAgent() {
        start();
        await().until(() -> cloud.connection(0).isPresent());
        connection(0).sayRaw(new byte[100 * 1024 * 1024]);
        await().until(() -> cloud.connections().size() >= 2);
        await().until(() -> !connection(1).heard(Hello.class).isEmpty());
    }

    @Test
    void anythingBeforeWelcomeIsOutOfOrder() {
        cloud.answering((connection, message) -> List.of(new Acknowledged(Stream.METRICS, 1)));
        start();
        await().until(() -> cloud.connections().size() >= 2);
        await().until(() -> connection(0).closeCode() == CloseCode.OUT_OF_ORDER.code());
    }

    @Test
    void secondWelcomeIsOutOfOrder() {
        start();
        await().until(() -> cloud.connection(0)
                .filter(c -> !c.heard(Inventory.class).isEmpty())
                .isPresent());
        connection(0).say(cloud.welcome());
        await().until(() -> connection(0).closeCode() == CloseCode.OUT_OF_ORDER.code());
    }

    @Test
    void acknowledgementOfWhatWasNeverSentIsOutOfOrder() {
        start();
        await().until(() -> cloud.connection(0)
                .filter(c -> !c.heard(Inventory.class).isEmpty())
                .isPresent());
        connection(0).say(new Acknowledged(Stream.METRICS, 99));
        await().until(() -> connection(0).closeCode() == CloseCode.OUT_OF_ORDER.code());
    }

    @Test
    void messageOfANewerVersionIsIgnored() {
        Link link = start();
        await().until(() -> cloud.connection(0).isPresent());
        connection(0).sayRaw("{\"type\":\"FORTUNE\",\"text\":\"new\"}");
        link.reading(Readings.of(Readings.roster(0)));
        await().until(() -> !metrics(0).isEmpty());
        assertThat(cloud.connections()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"4100,SUPERSEDED", "4101,REVOKED", "4102,UNSUPPORTED_VERSION"})
    void closeCodeThatForbidsToRetryEndsTheLink(int code, LinkEnd end) throws Exception {
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        connection(0).close(code);
        assertThat(link.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(end);
        assertThat(cloud.connections()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1001", "4003", "4005", "4999", "1000"})
    void everyOtherCloseCodeIsFollowedByAnotherConnection(int code) {
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        connection(0).close(code);
        await().until(() -> cloud.connections().size() >= 2);
        assertThat(link.end()).isNotDone();
    }

    @Test
    void cloudThatComesLaterIsFound() throws Exception {
        int port = cloud.getPort();
        cloud.close();
        Link link = start();
        link.reading(Readings.of(Readings.roster(0)));
        cloud = FakeCloud.openAt(port);
        await().until(() -> cloud.connection(0).isPresent() && sequences(0).equals(List.of(1L)));
    }

    @Test
    void leaseIsPassedOnAndWhatIsReadForItIsSaidToBeExtra() {
        cloud.understands(Capability.TWO_STREAMS);
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        connection(0).say(new LiveLease(List.of(1), Duration.ofSeconds(1), Duration.ofSeconds(30)));
        await().until(() -> leased.equals(List.of(Set.of(1))));

        Reading reading = Readings.of(Readings.roster(1));
        link.watched(reading);
        await().until(() -> connectionHeard(0, LiveMetrics.class) == 1);
        assertThat(connection(0).heard(LiveMetrics.class))
                .singleElement()
                .satisfies(live -> assertThat(live.extra()).isTrue());
        assertThat(metrics(0)).isEmpty();

        link.roster(reading.roster());
        link.reading(Readings.of(reading.roster()));
        await().until(() -> connectionHeard(0, LiveMetrics.class) == 2);
        assertThat(connection(0).heard(LiveMetrics.class))
                .as("further metrics as long as somebody watches")
                .allSatisfy(live -> assertThat(live.reading().samples()).isEqualTo(reading.samples()));
    }

    @Test
    void logThatSomebodyWatchesIsToldAsItIsWritten() {
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        Roster roster = Readings.roster(1);
        tails.roster(roster);
        link.roster(roster);
        String id = roster.entries().get(0).container().id();
        logs.write(id, "one", "two");
        connection(0).say(new LogLease(List.of(1), 1, Duration.ofSeconds(60)));
        await().until(() -> watched().equals(List.of("two")));
        logs.write(id, "three");
        await().until(() -> watched().equals(List.of("two", "three")));
        connection(0).say(new LogLease(List.of(1), 0, Duration.ZERO));
        await().until(() -> !tails.isWatching());
        assertThat(connection(0).heard(LiveLogs.class))
                .allSatisfy(each -> assertThat(each.state()).isEqualTo(LiveLogs.FOLLOWING));
    }

    @Test
    void wishesOfLogsAreHandedOverByThisHostsClock() {
        start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        connection(0).say(new LogWishes(List.of(new LogWish("web", true, at))));
        await().until(() -> !wishes.isEmpty());
        assertThat(wishes.get(0)).singleElement().satisfies(wish -> {
            assertThat(wish.container()).isEqualTo("web");
            assertThat(wish.keep()).isTrue();
            assertThat(wish.since()).isBetween(at.minusSeconds(5), at.plusSeconds(5));
        });
    }

    private List<String> watched() {
        return connection(0).heard(LiveLogs.class).stream()
                .flatMap(each -> each.lines().stream())
                .map(LogLine::text)
                .toList();
    }

    @Test
    void intervalBeyondReasonIsBroughtBack() {
        cloud.sampleInterval(Duration.ofMillis(1));
        start();
        await().until(() -> !intervals.isEmpty());
        assertThat(intervals).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void closingSaysGoodBye() {
        Link link = start();
        await().until(() -> cloud.connection(0)
                .filter(c -> !c.heard(Inventory.class).isEmpty())
                .isPresent());
        link.close();
        assertThat(link.end()).isCompletedWithValue(LinkEnd.CLOSED);
        await().until(() -> connection(0).closeCode() == 1000);
        assertThat(cloud.connections()).hasSize(1);
    }

    @Test
    void eventsAreSentInBatchesThatComeAgainUntilTheyAreAcknowledged() {
        cloud.answering(cloud::welcomeOnly);
        cloud.stored(Stream.EVENTS, 7);
        Link link = start();
        link.happened(started(1));
        await().until(() -> events(0).size() == 1);
        link.happened(started(2));
        link.happened(started(3));
        cloud.answering(cloud::welcomeAndAcknowledge);
        connection(0).cut();

        await().until(() -> events(1).size() == 2);
        assertThat(events(1).get(0)).isEqualTo(events(0).get(0));
        assertThat(events(1)).extracting(EventsBatch::sequence).containsExactly(8L, 10L);
        assertThat(events(1).get(1).events()).hasSize(2);
        await().until(() -> followed.contains(started(3).after()));
        assertThat(followed)
                .containsExactly(
                        started(1).after(), started(2).after(), started(3).after());
    }

    @Test
    void eventsThatTheCloudRefusesAreNotSentAgainAndTheOthersGoOn() {
        cloud.answering((connection, message) -> message instanceof EventsBatch batch && batch.sequence() == 1
                ? List.of(new Refused(Stream.EVENTS, 1, "event-too-old", "Too late."))
                : cloud.welcomeAndAcknowledge(connection, message));
        Link link = start();
        link.happened(started(1));
        await().until(() -> !events(0).isEmpty());
        link.happened(started(2));
        List<EngineEvent> told = started(2).events();
        await().until(() -> told(EventsBatch::events).containsAll(told));
        assertThat(told(EventsBatch::events)).hasSize(2);
        assertThat(told(EventsBatch::gaps)).extracting(EventGap::missed).containsExactly(1L);
    }

    private <T> List<T> told(Function<EventsBatch, List<T>> part) {
        return events(0).stream().flatMap(batch -> part.apply(batch).stream()).toList();
    }

    @Test
    void whatTheMachineDoesGoesToACloudThatUnderstandsItAndWaitsForOne() {
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        link.machine(MachineOutboxTest.sample(1));
        link.happened(started(1));
        await().until(() -> !events(0).isEmpty());
        assertThat(connectionHeard(0, HostMetrics.class)).isZero();

        cloud.understands(Capability.HOST_METRICS);
        connection(0).cut();
        await().until(() -> connectionHeard(1, HostMetrics.class) == 1);
        link.machine(MachineOutboxTest.sample(2));
        await().until(() -> connectionHeard(1, HostMetrics.class) == 2);
        assertThat(connection(1).heard(HostMetrics.class))
                .extracting(HostMetrics::sequence)
                .containsExactly(1L, 2L);
    }

    @Test
    void interfacesGoToACloudThatUnderstandsThemAndTheLatestComesAgainOnTheNextConnection() {
        Link link = start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        link.interfaces(interfaces(1));
        link.interfaces(interfaces(2));
        link.happened(started(1));
        await().until(() -> !events(0).isEmpty());
        assertThat(connectionHeard(0, Interfaces.class)).isZero();

        cloud.understands(Capability.INTERFACES);
        connection(0).cut();
        await().until(() -> connectionHeard(1, Interfaces.class) == 1);
        link.interfaces(interfaces(3));
        await().until(() -> connectionHeard(1, Interfaces.class) == 2);
        assertThat(connection(1).heard(Interfaces.class))
                .extracting(message -> message.host().interfaces().get(0).receivedBytes())
                .containsExactly(2L, 3L);
    }

    @Test
    void interfacesOfMoreContainersThanFitAreLeftOut() {
        cloud.understands(Capability.INTERFACES);
        Link link = start();
        NetworkInterfaces full = NetworkInterfaces.firstOf(IntStream.range(0, Limits.INTERFACES)
                .mapToObj(number -> counters("net" + number, Long.MAX_VALUE - number))
                .toList());
        Map<Integer, NetworkInterfaces> containers =
                IntStream.range(0, Limits.CONTAINERS_PER_HOST).boxed().collect(Collectors.toMap(n -> n, n -> full));
        link.interfaces(new InterfacesReading(Instant.now(), full, containers));
        await().until(() -> connectionHeard(0, Interfaces.class) == 1);
        assertThat(connection(0).heard(Interfaces.class).get(0).containers())
                .hasSize(Limits.INTERFACES_PER_MESSAGE / Limits.INTERFACES);
    }

    private static InterfacesReading interfaces(long bytes) {
        NetworkInterfaces network = new NetworkInterfaces(List.of(counters("eth0", bytes)), 0);
        return new InterfacesReading(Instant.ofEpochMilli(1), network, Map.of(0, network));
    }

    private static InterfaceCounters counters(String name, long bytes) {
        return new InterfaceCounters(name, bytes, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void acknowledgementOfEventsThatWereNeverSentIsOutOfOrder() {
        start();
        await().until(() -> connectionHeard(0, Inventory.class) > 0);
        connection(0).say(new Acknowledged(Stream.EVENTS, 99));
        await().until(() -> connection(0).closeCode() == CloseCode.OUT_OF_ORDER.code());
    }

    private Link start() {
        return start(FAST);
    }

    private Link start(LinkTiming timing) {
        Spool opened = Spool.open(directory.resolve("spool"), ROOMY, Clock.systemUTC());
        spool = Optional.of(opened);
        Identity identity = new Identity(agentId, UUID.randomUUID(), cloud.url(), keys.getPrivate());
        Link link = new Link(
                CloudAddress.of(cloud.url(), false),
                Route.direct(),
                identity,
                "test",
                Clock.systemUTC(),
                timing,
                opened,
                () -> HOST,
                pacing,
                commands,
                followed::add,
                new Link.Lines(new LogShelf(1 << 20, 1 << 18), Set.of(), List::of, stored -> {}, wishes::add, tails),
                () -> FIGURES);
        links.add(link);
        link.start();
        return link;
    }

    /** As soon as there is one. */
    private FakeCloud.Connection connection(int index) {
        if (cloud.connection(index).isEmpty()) {
            await().until(() -> cloud.connection(index).isPresent());
        }
        return cloud.connection(index).orElseThrow();
    }

    private List<MetricsBatch> metrics(int index) {
        return cloud.connection(index).map(c -> c.heard(MetricsBatch.class)).orElse(List.of());
    }

    private List<Long> sequences(int index) {
        return metrics(index).stream().map(MetricsBatch::sequence).toList();
    }

    private List<EventsBatch> events(int index) {
        return cloud.connection(index).map(c -> c.heard(EventsBatch.class)).orElse(List.of());
    }

    private static Happened started(int second) {
        return new Happened(
                List.of(new EngineEvent(
                        FIRST_EVENT + second,
                        "container.start",
                        "a".repeat(64),
                        "box",
                        "busybox",
                        "",
                        "",
                        Optional.empty(),
                        Map.of())),
                List.of(),
                new EventPosition(FIRST_EVENT + second, Set.of("a start")));
    }

    private int durables(int index) {
        return connectionHeard(index, Inventory.class) + connectionHeard(index, MetricsBatch.class);
    }

    private int connectionHeard(int index, Class<? extends AgentMessage> type) {
        return cloud.connection(index).map(c -> c.heard(type).size()).orElse(0);
    }
}
