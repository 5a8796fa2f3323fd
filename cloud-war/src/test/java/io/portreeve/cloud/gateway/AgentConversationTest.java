package io.portreeve.cloud.gateway;

import static io.portreeve.cloud.gateway.Messages.NOW;
import static io.portreeve.cloud.gateway.Messages.container;
import static io.portreeve.cloud.gateway.Messages.events;
import static io.portreeve.cloud.gateway.Messages.hello;
import static io.portreeve.cloud.gateway.Messages.ids;
import static io.portreeve.cloud.gateway.Messages.inventory;
import static io.portreeve.cloud.gateway.Messages.metrics;
import static io.portreeve.cloud.gateway.Messages.packed;
import static io.portreeve.cloud.gateway.Messages.removed;
import static io.portreeve.cloud.gateway.Messages.session;
import static io.portreeve.cloud.gateway.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.ActionAccepted;
import io.portreeve.contract.message.ActionAcknowledged;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.ContainerInterfaces;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LiveLease;
import io.portreeve.contract.message.LiveLogs;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.LogLease;
import io.portreeve.contract.message.LogWishes;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.message.Problem;
import io.portreeve.contract.message.Refused;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.protocol.Protocol;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgentConversationTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final AdjustableClock clock = new AdjustableClock();
    private final WaitingRoom room = new WaitingRoom(Limits.FRAME_BYTES);
    private final AgentConversation conversation = new AgentConversation(new MessageCodec(), clock, INTERVAL, room);

    @Test
    void agreedVersionIsSilentlyAccepted() {
        assertThat(conversation.opened(Protocol.SUBPROTOCOL)).isEmpty();
    }

    @Test
    void withoutAgreedVersionTheLinkIsClosed() {
        assertThat(closing(conversation.opened(""))).isEqualTo(CloseCode.UNSUPPORTED_VERSION);
    }

    @Test
    void otherVersionIsClosed() {
        assertThat(closing(conversation.opened("portreeve.agent.v2"))).isEqualTo(CloseCode.UNSUPPORTED_VERSION);
    }

    @Test
    void helloBeginsASession() {
        conversation.opened(Protocol.SUBPROTOCOL);
        assertThat(conversation.text(text(hello()))).containsExactly(new Effect.Begin(hello()));
    }

    @Test
    void welcomeTellsEpochAndCursors() {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello()));
        Map<Stream, Long> cursors = Map.of(Stream.METRICS, 41L);
        assertThat(sent(conversation.began(session(3, cursors))))
                .containsExactly(new Welcome(
                        3,
                        clock.instant(),
                        INTERVAL,
                        cursors,
                        Set.of("two-streams", "live-dictionary", "host-metrics", "logs", "interfaces")));
    }

    @Test
    void agentThatActsIsToldWhatItHasToDo() {
        AgentSession session = actingSession();
        ActionRequest request = new ActionRequest(
                UUID.randomUUID(),
                "a".repeat(64),
                new ContainerAction.Start(),
                Precondition.NONE,
                Duration.ofSeconds(60));
        assertThat(conversation.doorbell()).containsExactly(new Effect.TakeActions(session));
        assertThat(sent(conversation.actions(List.of(new ActionRequested(request)))))
                .containsExactly(new ActionRequested(request));
    }

    @Test
    void agentThatCannotActIsToldNothing() {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello()));
        conversation.began(session(1, Map.of()));
        assertThat(conversation.doorbell()).isEmpty();
    }

    @Test
    void agentIsToldWhoseLogsAreWishedForWhenItBeginsAndWheneverThatChanges() {
        List<LogWish> wishes = List.of(new LogWish("web", true, clock.instant()));
        AgentSession session = wishing(wishes);
        List<CloudMessage> first = sent(conversation.began(session));
        assertThat(first.get(0)).isInstanceOf(Welcome.class);
        assertThat(first.subList(1, first.size())).containsExactly(new LogWishes(wishes));
        assertThat(conversation.wished()).containsExactly(new Effect.TakeWishes(session));
        assertThat(conversation.wishes(List.of())).containsExactly(new Effect.Send(new LogWishes(List.of())));
    }

    @Test
    void wishesThatChangeWhileTheyAreLookedUpAreLookedUpAgain() {
        AgentSession session = wishing(List.of());
        conversation.began(session);
        conversation.wished();
        assertThat(conversation.wished()).isEmpty();
        assertThat(conversation.wishes(List.of()))
                .containsExactly(new Effect.Send(new LogWishes(List.of())), new Effect.TakeWishes(session));
        assertThat(conversation.wishesUnknown()).isEmpty();
        assertThat(conversation.wished()).containsExactly(new Effect.TakeWishes(session));
    }

    @Test
    void wishesThatChangeBeforeTheSessionBeginsAreLookedUpThen() {
        AgentSession session = wishing(List.of());
        assertThat(conversation.wished()).isEmpty();
        assertThat(conversation.began(session)).endsWith(new Effect.TakeWishes(session));
    }

    @Test
    void agentThatKnowsNoWishesIsToldNone() {
        establish();
        assertThat(conversation.wished()).isEmpty();
    }

    /** An agent that knows wishes has said HELLO; its session, to begin. */
    private AgentSession wishing(List<LogWish> wishes) {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello("log-wishes")));
        AgentSession plain = session(1, Map.of());
        return new AgentSession(plain.agent(), plain.epoch(), plain.acknowledged(), wishes);
    }

    @Test
    void doorbellBeforeTheSessionMeansNothing() {
        assertThat(conversation.doorbell()).isEmpty();
    }

    @Test
    void outcomesAreStoredInOrderAndAcknowledgedAfterwards() {
        AgentSession session = actingSession();
        ActionAccepted accepted = new ActionAccepted(UUID.randomUUID(), NOW);
        ActionResult result = result(accepted.id());
        assertThat(conversation.text(text(accepted))).containsExactly(new Effect.StoreAccepted(session, accepted));
        assertThat(conversation.text(text(new ActionOutcome(result)))).isEmpty();
        assertThat(conversation.reportStored()).containsExactly(new Effect.StoreOutcome(session, result));
        assertThat(sent(conversation.reportStored())).containsExactly(new ActionAcknowledged(result.id()));
    }

    @Test
    void outcomeThatCouldNotBeStoredIsStoredLater() {
        AgentSession session = actingSession();
        ActionResult result = result(UUID.randomUUID());
        conversation.text(text(new ActionOutcome(result)));
        assertThat(conversation.reportBusy()).isEmpty();
        clock.pass(DurableQueue.RETRY);
        assertThat(conversation.tick()).containsExactly(new Effect.StoreOutcome(session, result));
    }

    @Test
    void floodOfOutcomesEndsTheLink() {
        actingSession();
        IntStream.range(0, ActionReports.CAPACITY)
                .forEach(i -> conversation.text(text(new ActionOutcome(result(UUID.randomUUID())))));
        assertThat(closing(conversation.text(text(new ActionOutcome(result(UUID.randomUUID()))))))
                .isEqualTo(CloseCode.OUT_OF_ORDER);
    }

    private AgentSession actingSession() {
        AgentSession session = session(1, Map.of());
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(Messages.actingHello()));
        assertThat(conversation.began(session)).last().isEqualTo(new Effect.TakeActions(session));
        return session;
    }

    private static ActionResult result(UUID id) {
        return new ActionResult(id, Outcome.FAILED, "", "500", Optional.empty(), Optional.empty(), NOW);
    }

    @Test
    void anythingBeforeHelloIsOutOfOrder() {
        conversation.opened(Protocol.SUBPROTOCOL);
        assertThat(closing(conversation.text(text(new Heartbeat(clock.instant())))))
                .isEqualTo(CloseCode.OUT_OF_ORDER);
    }

    @Test
    void anythingBeforeWelcomeIsOutOfOrder() {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello()));
        assertThat(closing(conversation.text(text(inventory(1, 1))))).isEqualTo(CloseCode.OUT_OF_ORDER);
    }

    @Test
    void secondHelloIsOutOfOrder() {
        establish();
        assertThat(closing(conversation.text(text(hello())))).isEqualTo(CloseCode.OUT_OF_ORDER);
    }

    @Test
    void inventoryIsAcknowledgedOnceStored() {
        establish();
        assertThat(conversation.text(text(inventory(1, 1))))
                .containsExactly(new Effect.StoreInventory(session(1, Map.of()), inventory(1, 1)));
        assertThat(sent(conversation.inventoryStored(ids(1)))).containsExactly(new Acknowledged(Stream.INVENTORY, 1));
    }

    @Test
    void compressedFramesAreRead() {
        establish();
        byte[] frame = Frames.compress(text(inventory(1, 1)).getBytes(StandardCharsets.UTF_8));
        assertThat(conversation.binary(frame)).hasOnlyElementsOfType(Effect.StoreInventory.class);
    }

    @Test
    void packedMetricsAreKnownByTheIdsThatTheInventoryDeclared() {
        declare(1, 2);
        MetricsBatch packed = packed(1, 2, 1);
        assertThat(conversation.text(text(packed)))
                .containsExactly(new Effect.StoreMetrics(
                        session(1, Map.of()), packed, Map.of(0, ids(2).get(2), 1, ids(1).get(1))));
    }

    @Test
    void packedMetricsOfAContainerThatWasNotDeclaredAreRefused() {
        declare(1);
        assertThat(refusal(conversation.text(text(packed(1, 1, 7))))).isEqualTo("unknown-container");
    }

    @Test
    void liveValuesAreSharedAndNeitherStoredNorAnswered() {
        declare(1);
        LiveMetrics live = new LiveMetrics(metrics(1, 1).first());
        assertThat(conversation.text(text(live)))
                .containsExactly(new Effect.ShareLive(session(1, Map.of()), live, ids(1)));
    }

    @Test
    void liveValuesThatComeTooOftenOrTooLateArePassedOver() {
        declare(1);
        LiveMetrics live = new LiveMetrics(metrics(1, 1).first());
        assertThat(conversation.text(text(live))).hasSize(1);
        assertThat(conversation.text(text(live))).isEmpty();
        clock.pass(Limits.LIVE_PAUSE);
        assertThat(conversation.text(text(live))).hasSize(1);
        clock.pass(Limits.LIVE_TOLERANCE);
        assertThat(conversation.text(text(live))).isEmpty();
        assertThat(conversation.isClosed()).isFalse();
    }

    @Test
    void whatIsReadForAWatcherDoesNotKeepTheOthersOut() {
        declare(1);
        LiveMetrics all = new LiveMetrics(metrics(1, 1).first());
        LiveMetrics extra = new LiveMetrics(all.reading(), true);
        assertThat(conversation.text(text(extra))).hasSize(1);
        assertThat(conversation.text(text(all))).hasSize(1);
        assertThat(conversation.text(text(extra))).isEmpty();
    }

    @Test
    void agentThatLeasesIsToldWhichOfItsContainersAreWatched() {
        conversation.opened(Protocol.SUBPROTOCOL);
        Hello plain = hello();
        conversation.text(text(new Hello(
                plain.agentVersion(),
                Set.of("metrics", "live-lease"),
                plain.host(),
                plain.sentAt(),
                plain.lastSequences())));
        conversation.began(session(1, Map.of()));
        conversation.text(text(inventory(1, 1, 2, 3)));
        conversation.inventoryStored(ids(1, 2, 3));
        Set<ContainerId> watched = Set.of(ids(1).get(1), ids(3).get(3), new ContainerId(new UUID(99, 99)));
        assertThat(sent(conversation.watched(watched)))
                .containsExactly(new LiveLease(List.of(1, 3), Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(conversation.watched(Set.of(new ContainerId(new UUID(99, 99)))))
                .isEmpty();
    }

    @Test
    void logThatSomebodyWatchesIsLeasedAndWhatIsToldOfItShared() {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello("metrics", "live-logs")));
        assertThat(conversation.tailed(Map.of(ids(1).get(1), 200))).isEmpty();
        conversation.began(session(1, Map.of()));
        conversation.text(text(inventory(1, 1)));
        conversation.inventoryStored(ids(1));
        LiveLogs logs = new LiveLogs(1, LiveLogs.FOLLOWING, 2, List.of(new LogLine(1, 5, true, "line")));
        assertThat(conversation.text(text(logs))).isEmpty();
        assertThat(sent(conversation.tailed(Map.of(ids(1).get(1), 200))))
                .containsExactly(new LogLease(List.of(1), 200, Duration.ofSeconds(15)));
        assertThat(conversation.text(text(logs)))
                .containsExactly(
                        new Effect.ShareTail(session(1, Map.of()), ids(1).get(1), LiveLogs.FOLLOWING, 2, logs.lines()));
    }

    @Test
    void containerThatIsListedOnlyForWhatIsStillToBeToldOfItIsNotWatched() {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello("metrics", "live-lease", "live-logs")));
        conversation.began(session(1, Map.of()));
        conversation.text(text(new Inventory(1, List.of(removed(container(1)), container(2)))));
        conversation.inventoryStored(ids(1, 2));
        Set<ContainerId> both = Set.copyOf(ids(1, 2).values());
        assertThat(sent(conversation.watched(both)))
                .containsExactly(new LiveLease(List.of(2), Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(conversation.tailed(Map.of(ids(1).get(1), 0))).isEmpty();
        assertThat(conversation.text(text(metrics(1, 1))))
                .containsExactly(new Effect.StoreMetrics(session(1, Map.of()), metrics(1, 1), ids(1, 2)));
    }

    @Test
    void agentThatKnowsNoLeaseIsToldNothing() {
        declare(1);
        assertThat(conversation.watched(Set.of(ids(1).get(1)))).isEmpty();
    }

    @Test
    void liveValuesBeforeAnInventoryIsStoredAreOfNoContainer() {
        establish();
        LiveMetrics live = new LiveMetrics(metrics(1, 1).first());
        assertThat(conversation.text(text(live)))
                .containsExactly(new Effect.ShareLive(session(1, Map.of()), live, Map.of()));
    }

    @Test
    void metricsAreAcknowledgedOnceStored() {
        declare(1, 2);
        assertThat(conversation.text(text(metrics(1, 1, 2))))
                .containsExactly(new Effect.StoreMetrics(session(1, Map.of()), metrics(1, 1, 2), ids(1, 2)));
        assertThat(sent(conversation.metricsStored())).containsExactly(new Acknowledged(Stream.METRICS, 1));
    }

    @Test
    void eventsAreAcknowledgedOnceStoredAndNeedNoDeclaration() {
        establish();
        assertThat(conversation.text(text(events(1, NOW, "container.die"))))
                .containsExactly(new Effect.StoreEvents(session(1, Map.of()), events(1, NOW, "container.die")));
        assertThat(sent(conversation.stored())).containsExactly(new Acknowledged(Stream.EVENTS, 1));
    }

    @Test
    void linesAreAcknowledgedOnceStored() {
        establish();
        LogsBatch batch = new LogsBatch(1, List.of());
        assertThat(conversation.text(text(batch))).containsExactly(new Effect.StoreLogs(session(1, Map.of()), batch));
        assertThat(sent(conversation.stored())).containsExactly(new Acknowledged(Stream.LOGS, 1));
    }

    @Test
    void eventsStoredBeforeThisConnectionAreAcknowledgedWithoutStoring() {
        establish(Map.of(Stream.EVENTS, 5L));
        assertThat(conversation.text(text(events(4, NOW, "container.die"))))
                .containsExactly(new Effect.Send(new Acknowledged(Stream.EVENTS, 5)));
    }

    @Test
    void messagesAreStoredOneAfterTheOther() {
        establish();
        conversation.text(text(inventory(1, 1)));
        assertThat(conversation.text(text(metrics(1, 1)))).isEmpty();
        assertThat(conversation.text(text(metrics(2, 1)))).isEmpty();
        assertThat(stored(conversation.inventoryStored(ids(1)))).isEqualTo(1);
        assertThat(stored(conversation.metricsStored())).isEqualTo(2);
    }

    @Test
    void undeclaredContainerIsRefused() {
        declare(1);
        assertThat(refusal(conversation.text(text(metrics(1, 1, 7))))).isEqualTo("unknown-container");
    }

    @Test
    void containerOfAnOlderInventoryIsRefused() {
        declare(1);
        conversation.text(text(inventory(2, 2)));
        conversation.inventoryStored(ids(2));
        assertThat(refusal(conversation.text(text(metrics(1, 1))))).isEqualTo("unknown-container");
    }

    @Test
    void refusalOfTheWriterIsPassedOn() {
        declare(1);
        conversation.text(text(metrics(1, 1)));
        assertThat(sent(conversation.rejected("sample-in-future", "The sample is of tomorrow.")))
                .containsExactly(new Refused(Stream.METRICS, 1, "sample-in-future", "The sample is of tomorrow."));
    }

    @Test
    void whatFollowsARefusedMessageIsStored() {
        declare(1);
        conversation.text(text(metrics(1, 1)));
        conversation.text(text(metrics(2, 1)));
        List<Effect> effects = conversation.rejected("sample-too-old", "The sample is of last week.");
        assertThat(stored(effects)).isEqualTo(2);
    }

    @Test
    void batchStoredBeforeThisConnectionIsAcknowledgedWithoutStoring() {
        establish(Map.of(Stream.METRICS, 5L));
        conversation.text(text(inventory(1, 1)));
        conversation.inventoryStored(ids(1));
        assertThat(conversation.text(text(metrics(4, 1))))
                .containsExactly(new Effect.Send(new Acknowledged(Stream.METRICS, 5)));
    }

    @Test
    void inventoryStoredBeforeThisConnectionStillDeclares() {
        establish(Map.of(Stream.INVENTORY, 5L));
        assertThat(conversation.text(text(inventory(5, 1)))).hasOnlyElementsOfType(Effect.StoreInventory.class);
        assertThat(sent(conversation.inventoryStored(ids(1)))).containsExactly(new Acknowledged(Stream.INVENTORY, 5));
    }

    @Test
    void batchSentAgainWhileItWaitsIsCountedOnce() {
        declare(1);
        conversation.text(text(metrics(1, 1)));
        assertThat(conversation.text(text(metrics(1, 1)))).isEmpty();
        assertThat(conversation.metricsStored()).containsExactly(new Effect.Send(new Acknowledged(Stream.METRICS, 1)));
    }

    @Test
    void batchSentAgainAfterItsAnswerIsAcknowledgedAgain() {
        declare(1);
        conversation.text(text(metrics(1, 1)));
        conversation.metricsStored();
        assertThat(conversation.text(text(metrics(1, 1))))
                .containsExactly(new Effect.Send(new Acknowledged(Stream.METRICS, 1)));
    }

    @Test
    void whatCouldNotBeStoredIsTriedAgainLaterAndNotAnswered() {
        declare(1);
        conversation.text(text(metrics(1, 1)));
        assertThat(conversation.busy()).isEmpty();
        assertThat(conversation.tick()).isEmpty();
        clock.pass(DurableQueue.RETRY);
        assertThat(stored(conversation.tick())).isEqualTo(1);
    }

    @Test
    void interfacesAreStoredUnansweredAndThoseThatComeTooOftenArePassedOver() {
        declare(1);
        Interfaces interfaces = new Interfaces(
                clock.instant(), NetworkInterfaces.NONE, List.of(new ContainerInterfaces(1, NetworkInterfaces.NONE)));
        assertThat(conversation.text(text(interfaces)))
                .containsExactly(new Effect.StoreInterfaces(session(1, Map.of()), interfaces, ids(1)));
        assertThat(conversation.text(text(interfaces))).isEmpty();
        clock.pass(Duration.ofSeconds(10));
        assertThat(conversation.text(text(interfaces))).hasSize(1);
    }

    @Test
    void interfacesBeforeAnInventoryIsStoredArePassedOver() {
        establish();
        conversation.text(text(inventory(1, 1)));
        assertThat(conversation.text(text(new Interfaces(clock.instant(), NetworkInterfaces.NONE, List.of()))))
                .isEmpty();
    }

    @Test
    void messagesWithoutAnswerAreBounded() {
        establish();
        List<Effect> effects = IntStream.rangeClosed(1, DurableQueue.CAPACITY + 1)
                .mapToObj(sequence -> conversation.text(text(inventory(sequence, 1))))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(closing(effects)).isEqualTo(CloseCode.OUT_OF_ORDER);
    }

    @Test
    void messagesThatWaitTakeRoomOfTheNodeUntilTheyAreAnswered() {
        establish();
        conversation.text(text(inventory(1, 1)));
        conversation.text(text(inventory(2, 1)));
        assertThat(room.taken()).isEqualTo(text(inventory(1, 1)).length() * 2L);
        conversation.inventoryStored(ids(1));
        conversation.inventoryStored(ids(1));
        assertThat(room.taken()).isZero();
    }

    @Test
    void linkThatBringsMoreThanTheNodeHasRoomForIsClosedAndLeavesItsRoom() {
        establish();
        conversation.text(text(inventory(1, 1)));
        long quarter = Limits.FRAME_BYTES / 4;
        for (int other = 1; other <= 4; other++) {
            OrganizationId organization = new OrganizationId(new UUID(9, other));
            assertThat(room.take(organization, Math.min(quarter, Limits.FRAME_BYTES - room.taken())))
                    .isTrue();
        }
        assertThat(closing(conversation.text(text(inventory(2, 1))))).isEqualTo(CloseCode.OVERLOADED);
        assertThat(room.taken())
                .isEqualTo(Limits.FRAME_BYTES - text(inventory(1, 1)).length());
    }

    @Test
    void answerAfterTheEndIsOfNoConsequence() {
        declare(1);
        conversation.text(text(metrics(1, 1)));
        conversation.disconnected();
        assertThat(conversation.metricsStored()).isEmpty();
        assertThat(conversation.busy()).isEmpty();
        assertThat(room.taken()).isZero();
    }

    @Test
    void tooManyContainersAreRefused() {
        establish();
        int[] numbers = IntStream.rangeClosed(0, Limits.CONTAINERS_PER_HOST).toArray();
        byte[] frame = Frames.compress(text(inventory(1, numbers)).getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(conversation.binary(frame))).isEqualTo("too-many-containers");
    }

    @Test
    void containerDeclaredTwiceIsRefused() {
        establish();
        Inventory twice = new Inventory(1, List.of(container(1, "a".repeat(64)), container(2, "a".repeat(64))));
        assertThat(refusal(conversation.text(text(twice)))).isEqualTo("container-declared-twice");
    }

    @Test
    void heartbeatIsAnsweredAtOnce() {
        establish();
        Instant asked = clock.instant().minusSeconds(7);
        assertThat(sent(conversation.text(text(new Heartbeat(asked)))))
                .containsExactly(new Heartbeat(clock.instant(), Optional.of(asked)));
    }

    @Test
    void statusIsStored() {
        establish();
        AgentStatus status = new AgentStatus(Optional.of("no socket"), 2);
        assertThat(conversation.text(text(status)))
                .containsExactly(new Effect.StoreStatus(session(1, Map.of()), status));
    }

    @Test
    void garbageIsMalformed() {
        establish();
        assertThat(closing(conversation.text("nonsense"))).isEqualTo(CloseCode.MALFORMED);
    }

    @Test
    void compressedGarbageIsMalformed() {
        establish();
        assertThat(closing(conversation.binary(new byte[] {1, 2, 3}))).isEqualTo(CloseCode.MALFORMED);
    }

    @Test
    void brokenInvariantIsMalformed() {
        establish();
        String twoSamplesOfOne = text(metrics(1, 1, 2)).replace("[1,2]", "[1,1]");
        assertThat(closing(conversation.text(twoSamplesOfOne))).isEqualTo(CloseCode.MALFORMED);
    }

    @Test
    void frameBeyondTheLimitIsTooLarge() {
        establish();
        assertThat(closing(conversation.text(" ".repeat(Limits.FRAME_BYTES + 1))))
                .isEqualTo(CloseCode.TOO_LARGE);
    }

    @Test
    void frameOfWideCharactersIsMeasuredInBytes() {
        establish();
        assertThat(closing(conversation.text("ü".repeat(Limits.FRAME_BYTES / 2 + 1))))
                .isEqualTo(CloseCode.TOO_LARGE);
    }

    @Test
    void frameThatGrowsBeyondTheLimitIsTooLarge() {
        establish();
        byte[] bomb = Frames.compress(new byte[Limits.MESSAGE_BYTES + 1]);
        assertThat(closing(conversation.binary(bomb))).isEqualTo(CloseCode.TOO_LARGE);
    }

    @Test
    void liveFrameThatGrowsBeyondTheLimitIsTooLarge() {
        establish();
        byte[] bomb = Frames.compressLive(new byte[Limits.MESSAGE_BYTES + 1]);
        assertThat(closing(conversation.binary(bomb))).isEqualTo(CloseCode.TOO_LARGE);
    }

    @Test
    void unknownTypeIsCountedAndAnswered() {
        establish();
        assertThat(sent(conversation.text("{\"type\":\"DANCE\"}")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("unknown-message"));
        assertThat(conversation.unknownMessages()).isEqualTo(1);
        assertThat(conversation.isClosed()).isFalse();
    }

    @Test
    void silentPeerIsClosed() {
        establish();
        clock.pass(Limits.SILENCE);
        assertThat(closing(conversation.tick())).isEqualTo(CloseCode.SILENT);
    }

    @Test
    void heartbeatKeepsTheLink() {
        establish();
        clock.pass(Limits.SILENCE.minusSeconds(1));
        conversation.text(text(new Heartbeat(clock.instant())));
        clock.pass(Limits.SILENCE.minusSeconds(1));
        conversation.tick();
        assertThat(conversation.isClosed()).isFalse();
    }

    @Test
    void peerThatNeverSaysHelloIsClosed() {
        conversation.opened(Protocol.SUBPROTOCOL);
        clock.pass(Limits.SILENCE);
        assertThat(closing(conversation.tick())).isEqualTo(CloseCode.SILENT);
    }

    @Test
    void heartbeatsAreSentInTurn() {
        establish();
        clock.pass(Limits.HEARTBEAT);
        assertThat(sent(conversation.tick())).containsExactly(new Heartbeat(clock.instant()));
        assertThat(conversation.tick()).isEmpty();
    }

    @Test
    void heartbeatIsLeftOutWhereSomethingElseWasSaid() {
        establish();
        clock.pass(Limits.HEARTBEAT.minusSeconds(1));
        conversation.text(text(new Heartbeat(clock.instant())));
        clock.pass(Duration.ofSeconds(1));
        assertThat(conversation.tick()).isEmpty();
        clock.pass(Limits.HEARTBEAT.minusSeconds(1));
        assertThat(sent(conversation.tick())).containsExactly(new Heartbeat(clock.instant()));
    }

    @Test
    void timeIsDueOnlyWhereSomethingIsToBeDone() {
        establish();
        assertThat(conversation.isDue(clock.instant())).isFalse();
        clock.pass(Limits.HEARTBEAT);
        assertThat(conversation.isDue(clock.instant())).isTrue();
        conversation.tick();
        assertThat(conversation.isDue(clock.instant())).isFalse();
        conversation.text(text(inventory(1, 1)));
        conversation.busy();
        assertThat(conversation.isDue(clock.instant())).isFalse();
        clock.pass(DurableQueue.RETRY);
        assertThat(conversation.isDue(clock.instant())).isTrue();
        conversation.goingAway();
        clock.pass(Limits.SILENCE);
        assertThat(conversation.isDue(clock.instant())).isFalse();
    }

    @Test
    void silenceIsDueBeforeTheSessionToo() {
        conversation.opened(Protocol.SUBPROTOCOL);
        assertThat(conversation.isDue(clock.instant())).isFalse();
        clock.pass(Limits.SILENCE);
        assertThat(conversation.isDue(clock.instant())).isTrue();
    }

    @Test
    void newerSessionSupersedesThisOne() {
        establish();
        assertThat(closing(conversation.superseded(2))).isEqualTo(CloseCode.SUPERSEDED);
    }

    @Test
    void itsOwnBeginningDoesNotSupersedeASession() {
        establish();
        assertThat(conversation.superseded(1)).isEmpty();
    }

    @Test
    void failureBeforeTheSessionClosesForAnotherTry() {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello()));
        CloseCode code = closing(conversation.failed());
        assertThat(code).isEqualTo(CloseCode.INTERNAL);
        assertThat(code.retry()).isTrue();
    }

    @Test
    void nothingIsSaidAfterTheClose() {
        declare(1);
        conversation.text(text(metrics(1, 1)));
        conversation.revoked();
        assertThat(conversation.metricsStored()).isEmpty();
        assertThat(conversation.text(text(metrics(2, 1)))).isEmpty();
        clock.pass(Limits.SILENCE);
        assertThat(conversation.tick()).isEmpty();
    }

    @Test
    void sessionThatBeginsAfterTheConnectionWasLostIsKnownForItsEnd() {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello()));
        conversation.disconnected();
        assertThat(conversation.began(session(1, Map.of()))).isEmpty();
        assertThat(conversation.established()).isEmpty();
        assertThat(conversation.session()).contains(session(1, Map.of()));
    }

    private void establish() {
        establish(Map.of());
    }

    private void establish(Map<Stream, Long> cursors) {
        conversation.opened(Protocol.SUBPROTOCOL);
        conversation.text(text(hello()));
        conversation.began(session(1, cursors));
    }

    private void declare(int... numbers) {
        establish();
        conversation.text(text(inventory(1, numbers)));
        conversation.inventoryStored(ids(numbers));
    }

    private static List<CloudMessage> sent(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message())
                .toList();
    }

    private static CloseCode closing(List<Effect> effects) {
        assertThat(effects).isNotEmpty();
        assertThat(effects.get(effects.size() - 1)).isInstanceOf(Effect.Close.class);
        return ((Effect.Close) effects.get(effects.size() - 1)).code();
    }

    private static String refusal(List<Effect> effects) {
        return sent(effects).stream()
                .filter(Refused.class::isInstance)
                .map(message -> ((Refused) message).code())
                .findFirst()
                .orElse("none");
    }

    private static long stored(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.StoreMetrics.class::isInstance)
                .mapToLong(effect -> ((Effect.StoreMetrics) effect).batch().sequence())
                .findFirst()
                .orElse(-1);
    }
}
