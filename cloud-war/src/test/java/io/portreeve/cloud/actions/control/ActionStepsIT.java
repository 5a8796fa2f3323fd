package io.portreeve.cloud.actions.control;

import static io.portreeve.cloud.testing.FleetDatabase.NOW;
import static io.portreeve.cloud.testing.FleetDatabase.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionFilter;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.HostActionRequest;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.action.PruneItem;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.HostActionRequested;
import io.portreeve.contract.message.Inventory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionStepsIT {
    private static final Requester SOMEBODY = new Requester(UUID.randomUUID(), "Some Body\u0000");
    private static final Precondition CONDITION = new Precondition(Optional.of(NOW.minusSeconds(5)), "sha256:1");
    private static FleetDatabase database;

    private final ActionStore store = new ActionStore();
    private final ActionSteps steps = new ActionSteps();
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
    void everythingThatWasAskedIsKept() throws SQLException {
        for (ContainerAction action : List.of(
                new ContainerAction.Start(),
                new ContainerAction.Stop(Duration.ofMinutes(5)),
                new ContainerAction.Restart(Duration.ZERO),
                new ContainerAction.Kill("SIGRTMIN+3"),
                new ContainerAction.Pause(),
                new ContainerAction.Unpause(),
                new ContainerAction.Remove(true, false),
                new ContainerAction.Update("web:2", true, Duration.ofMinutes(10)),
                new ContainerAction.Exec(List.of("sh", "-c", "echo \"ä\""), Duration.ofSeconds(30)))) {
            Action kept = find(asked(action));
            assertThat(kept.action()).isEqualTo(action);
            assertThat(kept.precondition()).isEqualTo(CONDITION);
            assertThat(kept.state()).isEqualTo(ActionState.REQUESTED);
            assertThat(kept.hostName()).isEqualTo("alpha");
            assertThat(kept.requester().name()).isEqualTo("Some Body\uFFFD");
        }
    }

    @Test
    void listLeavesOutWhatIsToGoOneByOne() throws SQLException {
        HostAction.Prune prune = new HostAction.Prune(List.of(
                new PruneItem(PruneKind.VOLUMES, "data", "mark"), new PruneItem(PruneKind.VOLUMES, "more", "mark")));
        ActionId id = asked(ofHost(prune));
        ActionId stop = asked(new ContainerAction.Stop(Duration.ofSeconds(7)));
        List<Action> listed =
                database.in(organization, connection -> store.search(connection, ActionFilter.of(Set.of(), 9)));
        assertThat(listed).extracting(Action::id).containsExactly(stop, id);
        assertThat(listed.get(0).action()).isEqualTo(new ContainerAction.Stop(Duration.ofSeconds(7)));
        assertThat(((HostAction.Prune) listed.get(1).action()).items()).hasSize(1);
        assertThat(find(id).action()).isEqualTo(prune);
    }

    @Test
    void whatIsAskedOfAHostIsKeptWithWhatCameOfEachStep() throws SQLException {
        for (HostAction action : List.of(
                new HostAction.PrunePlan(Set.of(PruneKind.IMAGES, PruneKind.VOLUMES)),
                new HostAction.Prune(List.of(new PruneItem(PruneKind.VOLUMES, "data", "mark"))),
                new HostAction.Project("shop", ProjectVerb.DOWN, Duration.ofSeconds(10)))) {
            ActionId id = asked(ofHost(action));
            Action kept = find(id);
            assertThat(kept.action()).isEqualTo(action);
            assertThat(kept.containerId()).isEmpty();
            assertThat(kept.subject()).isEqualTo("alpha");
            List<CloudMessage> requests = deliver(NOW.plusSeconds(10), new ArrayList<>());
            assertThat(requests)
                    .containsExactly(new HostActionRequested(
                            new HostActionRequest(id.value(), action, Duration.ofSeconds(110))));
            ActionStep step =
                    new ActionStep("volumes", "data", "data", "mark", OptionalLong.of(7), StepOutcome.PLANNED, "said");
            ActionResult result = new ActionResult(
                    id.value(),
                    Outcome.SUCCEEDED,
                    "",
                    "1",
                    Optional.empty(),
                    Optional.empty(),
                    NOW,
                    Optional.empty(),
                    List.of(step));
            assertThat(database.<Boolean>in(
                            organization, connection -> steps.end(connection, agent.host(), result, NOW)))
                    .isTrue();
            assertThat(find(id).steps()).containsExactly(step);
        }
    }

    private ActionStore.NewRow ofHost(HostAction action) {
        return new ActionStore.NewRow(
                organization,
                new ActionId(UuidCreator.getTimeOrderedEpoch()),
                agent.host(),
                Optional.empty(),
                "alpha",
                action,
                Precondition.NONE,
                Duration.ofMinutes(2),
                UUID.randomUUID().toString(),
                SOMEBODY,
                NOW);
    }

    private ActionId asked(ActionStore.NewRow row) throws SQLException {
        database.<Boolean>in(organization, connection -> store.insert(connection, row));
        return row.id();
    }

    @Test
    void sameKeyOfTheSameRequesterIsOneAction() throws SQLException {
        ActionStore.NewRow row = row(new ContainerAction.Start(), "key");
        assertThat(database.<Boolean>in(organization, connection -> store.insert(connection, row)))
                .isTrue();
        assertThat(database.<Boolean>in(
                        organization, connection -> store.insert(connection, row(new ContainerAction.Pause(), "key"))))
                .isFalse();
    }

    @Test
    void deliveredActionsAreGivenAgainUntilTheyAreAnswered() throws SQLException {
        ActionId id = asked(new ContainerAction.Start());
        List<Action> first = new ArrayList<>();
        List<CloudMessage> requests = deliver(NOW.plusSeconds(10), first);
        assertThat(requests).singleElement().satisfies(message -> {
            ActionRequest request = ((ActionRequested) message).request();
            assertThat(request.id()).isEqualTo(id.value());
            assertThat(request.timeLeft()).isEqualTo(Duration.ofSeconds(110));
            assertThat(request.precondition()).isEqualTo(CONDITION);
        });
        assertThat(first).hasSize(1);
        first.clear();
        assertThat(deliver(NOW.plusSeconds(20), first)).hasSize(1);
        assertThat(first).isEmpty();
        assertThat(begin(id)).isTrue();
        assertThat(deliver(NOW.plusSeconds(30), first)).isEmpty();
    }

    @Test
    void whatIsPastItsTimeIsNotDelivered() throws SQLException {
        asked(new ContainerAction.Start());
        assertThat(deliver(NOW.plusSeconds(120), new ArrayList<>())).isEmpty();
    }

    @Test
    void outcomeCountsOnceAndStays() throws SQLException {
        ActionId id = asked(new ContainerAction.Start());
        deliver(NOW, new ArrayList<>());
        begin(id);
        assertThat(end(id, Outcome.SUCCEEDED)).isTrue();
        assertThat(end(id, Outcome.FAILED)).isFalse();
        assertThat(begin(id)).isFalse();
        Action ended = find(id);
        assertThat(ended.state()).isEqualTo(ActionState.SUCCEEDED);
        assertThat(ended.answer()).isEqualTo("204 \uFFFD");
        assertThat(ended.after())
                .contains(new ContainerCondition("exited", "sha256:1", Optional.of(NOW), Optional.of(137)));
        assertThat(ended.before()).isEmpty();
    }

    @Test
    void whatACommandSaidIsKeptAndNotListed() throws SQLException {
        ActionId id = asked(new ContainerAction.Exec(List.of("ls"), Duration.ofSeconds(30)));
        deliver(NOW, new ArrayList<>());
        begin(id);
        ActionResult result = new ActionResult(
                id.value(),
                Outcome.FAILED,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.of(new ActionOutput("no\u0000\ud800" + "x".repeat(65_532), Optional.of(2), 7)));
        database.in(organization, connection -> steps.end(connection, agent.host(), result, NOW));
        ActionOutput kept = find(id).output().orElseThrow();
        assertThat(kept.text()).startsWith("no\uFFFD").hasSize(65_536);
        assertThat(kept.exitCode()).contains(2);
        assertThat(kept.leftOut()).isEqualTo(7);
        Action listed = database.in(organization, connection -> store.search(connection, ActionFilter.of(web, 10)))
                .get(0);
        assertThat(listed.output()).isEmpty();
    }

    @Test
    void whatACommandSaidIsForgottenThoughThatItRanIsKept() throws SQLException {
        ActionId id = asked(new ContainerAction.Exec(List.of("env"), Duration.ofSeconds(30)));
        deliver(NOW, new ArrayList<>());
        begin(id);
        ActionResult result = new ActionResult(
                id.value(),
                Outcome.FAILED,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.of(new ActionOutput("PASSWORD=hunter2", Optional.of(2), 0)));
        database.in(organization, connection -> steps.end(connection, agent.host(), result, NOW));
        ActionOutputs outputs = new ActionOutputs();
        Integer early = database.inSystem(connection -> outputs.forget(connection, NOW, 10));
        assertThat(find(id).output()).as("%s were forgotten at its end", early).isPresent();
        Integer forgotten = database.inSystem(connection -> outputs.forget(connection, NOW.plusMillis(1), 10));
        assertThat(forgotten).isPositive();
        assertThat(find(id).output()).isEmpty();
        assertThat(find(id).state()).isEqualTo(ActionState.FAILED);
    }

    @Test
    void whoForgetsWhatCommandsSaidMayChangeNothingElse() throws SQLException {
        asked(new ContainerAction.Start());
        assertThatThrownBy(() -> database.inSystem(connection -> execute(connection, "update actions set answer = ''")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.inSystem(connection ->
                        execute(connection, "update actions set output = 'another' where output is null")))
                .hasMessageContaining("row-level security");
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void actionOfASilentAgentIsUnknownUntilItTells() throws SQLException {
        ActionId id = asked(new ContainerAction.Stop(Duration.ofSeconds(30)));
        deliver(NOW, new ArrayList<>());
        begin(id);
        Instant late = NOW.plus(Duration.ofMinutes(3)).plusSeconds(30);
        assertThat(giveUp(id, late.minusMillis(1))).isFalse();
        assertThat(due(late)).contains(id);
        assertThat(giveUp(id, late)).isTrue();
        assertThat(find(id).state()).isEqualTo(ActionState.UNKNOWN);
        assertThat(end(id, Outcome.SUCCEEDED)).isTrue();
        assertThat(find(id).state()).isEqualTo(ActionState.SUCCEEDED);
    }

    @Test
    void whatTheAgentCannotTellStaysUnknown() throws SQLException {
        ActionId id = asked(new ContainerAction.Start());
        assertThat(end(id, Outcome.UNKNOWN)).isTrue();
        assertThat(end(id, Outcome.SUCCEEDED)).isFalse();
        assertThat(find(id).state()).isEqualTo(ActionState.UNKNOWN);
    }

    @Test
    void onlyWhatWasNotSentExpiresOrIsCancelled() throws SQLException {
        ActionId waiting = asked(new ContainerAction.Start());
        ActionId cancelled = asked(new ContainerAction.Start());
        assertThat(cancel(cancelled)).isTrue();
        assertThat(expire(waiting, NOW.plusSeconds(119))).isFalse();
        assertThat(due(NOW.plusSeconds(120))).containsOnly(waiting);
        assertThat(expire(waiting, NOW.plusSeconds(120))).isTrue();

        ActionId sent = asked(new ContainerAction.Start());
        deliver(NOW, new ArrayList<>());
        assertThat(cancel(sent)).isFalse();
        assertThat(expire(sent, NOW.plusSeconds(500))).isFalse();
        assertThat(due(NOW.plusSeconds(120))).isEmpty();
        assertThat(due(NOW.plusSeconds(180))).containsOnly(sent);
    }

    @Test
    void anotherHostsAgentChangesNothing() throws SQLException {
        ActionId id = asked(new ContainerAction.Start());
        AuthenticatedAgent other = database.agent(organization, "beta");
        assertThat(database.<Boolean>in(
                        organization,
                        connection -> steps.end(connection, other.host(), result(id, Outcome.SUCCEEDED), NOW)))
                .isFalse();
        assertThat(database.<Boolean>in(organization, connection -> steps.begin(connection, other.host(), id, NOW)))
                .isFalse();
        assertThat(find(id).state()).isEqualTo(ActionState.REQUESTED);
    }

    @Test
    void listsComeNewestFirstPageByPage() throws SQLException {
        ActionId one = asked(new ContainerAction.Start());
        ActionId two = asked(new ContainerAction.Start());
        ActionId three = asked(new ContainerAction.Start());
        cancel(two);
        assertThat(search(ActionFilter.of(Set.of(), 2))).containsExactly(three, two);
        assertThat(search(new ActionFilter(Optional.of(agent.host()), Optional.of(web), Set.of(), Optional.of(two), 2)))
                .containsExactly(one);
        assertThat(search(ActionFilter.of(ActionFilter.PENDING, 9))).containsExactly(three, one);
        assertThat(search(ActionFilter.of(ActionFilter.ENDED, 9))).containsExactly(two);
        assertThat(database.inSystem(steps::waiting)).contains(agent.host());
    }

    @Test
    void hostsAreAwaitedWhileSomethingIsToBeDelivered() throws SQLException {
        AuthenticatedAgent idle = database.agent(organization, "beta");
        assertThat(awaited(organization, NOW, agent, idle)).isEmpty();
        ActionId id = asked(new ContainerAction.Start());
        assertThat(awaited(organization, NOW, agent, idle)).containsExactly(agent.host());
        assertThat(awaited(organization, NOW, idle)).isEmpty();
        assertThat(awaited(organization, NOW.plus(Duration.ofMinutes(2)), agent))
                .isEmpty();
        assertThat(awaited(database.organization("theirs"), NOW, agent)).isEmpty();
        deliver(NOW, new ArrayList<>());
        assertThat(awaited(organization, NOW, agent)).containsExactly(agent.host());
        begin(id);
        assertThat(awaited(organization, NOW, agent)).isEmpty();
    }

    private Set<HostId> awaited(OrganizationId by, Instant now, AuthenticatedAgent... agents) throws SQLException {
        Set<HostId> hosts = Stream.of(agents).map(AuthenticatedAgent::host).collect(Collectors.toSet());
        return database.in(by, connection -> steps.awaited(connection, hosts, now));
    }

    private ActionId asked(ContainerAction action) throws SQLException {
        ActionStore.NewRow row = row(action, UUID.randomUUID().toString());
        database.in(organization, connection -> store.insert(connection, row));
        return row.id();
    }

    private ActionStore.NewRow row(ContainerAction action, String key) {
        return new ActionStore.NewRow(
                organization,
                new ActionId(UuidCreator.getTimeOrderedEpoch()),
                agent.host(),
                Optional.of(new ActionStore.Target(web, "%064x".formatted(1))),
                "web",
                action,
                CONDITION,
                Duration.ofMinutes(2),
                key,
                SOMEBODY,
                NOW);
    }

    private List<CloudMessage> deliver(Instant now, List<Action> first) throws SQLException {
        return database.in(organization, connection -> steps.deliver(connection, agent.host(), now, first));
    }

    private boolean begin(ActionId id) throws SQLException {
        return database.in(organization, connection -> steps.begin(connection, agent.host(), id, NOW));
    }

    private boolean end(ActionId id, Outcome outcome) throws SQLException {
        return database.in(organization, connection -> steps.end(connection, agent.host(), result(id, outcome), NOW));
    }

    private boolean cancel(ActionId id) throws SQLException {
        return database.in(organization, connection -> steps.cancel(connection, id, NOW));
    }

    private boolean expire(ActionId id, Instant now) throws SQLException {
        return database.in(organization, connection -> steps.expire(connection, id, now));
    }

    private boolean giveUp(ActionId id, Instant now) throws SQLException {
        return database.in(organization, connection -> steps.giveUp(connection, id, now, now.minusSeconds(60)));
    }

    private List<ActionId> due(Instant now) throws SQLException {
        return database.inSystem(connection -> steps.due(connection, now, now.minusSeconds(60))).stream()
                .filter(due -> due.organization().equals(organization))
                .map(ActionSteps.Due::action)
                .toList();
    }

    private Action find(ActionId id) throws SQLException {
        return database.in(organization, connection -> store.find(connection, id))
                .orElseThrow();
    }

    private List<ActionId> search(ActionFilter filter) throws SQLException {
        return database.in(organization, connection -> store.search(connection, filter)).stream()
                .map(Action::id)
                .toList();
    }

    private static ActionResult result(ActionId id, Outcome outcome) {
        return new ActionResult(
                id.value(),
                outcome,
                "",
                "204 \u0000",
                Optional.empty(),
                Optional.of(new ContainerCondition("exited", "sha256:1", Optional.of(NOW), Optional.of(137))),
                NOW);
    }
}
