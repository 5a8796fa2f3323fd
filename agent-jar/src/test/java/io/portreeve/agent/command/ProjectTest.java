package io.portreeve.agent.command;

import static io.portreeve.agent.command.HostActionsFixture.id;
import static io.portreeve.agent.command.HostActionsFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.HostActionRequest;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.action.ProjectVerb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTest {
    private static final String USUAL = "allow start,stop,restart";
    private static final String WEB = id(1);
    private static final String APP = id(2);
    private static final String DATABASE = id(3);

    @TempDir
    Path directory;

    private HostActionsFixture host;
    private StockEngine docker;

    @BeforeEach
    void open() throws IOException {
        host = new HostActionsFixture(directory);
        docker = host.docker;
        docker.image("sha256:1", "web:1");
        member(WEB, "web", "app:service_started:false", "exited");
        member(APP, "app", "db:service_healthy:true", "exited");
        member(DATABASE, "db", "", "exited");
        docker.network("net-shop", "shop_default");
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void upStartsWhatDoesNotRunInTheOrderOfItsNeeds() {
        docker.containers.get(DATABASE).put("Health", "healthy");
        ActionResult up = run(USUAL, ProjectVerb.UP);
        assertThat(up.outcome()).as(up.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(told(up)).containsExactly("container db done", "container app done", "container web done");
        assertThat(up.answer()).isEqualTo("3 of 3 were started; what only the compose file knows was not made");
        assertThat(docker.changes)
                .containsExactly(
                        "POST /containers/" + DATABASE + "/start",
                        "POST /containers/" + APP + "/start",
                        "POST /containers/" + WEB + "/start");
    }

    @Test
    void whatNeedsSomethingThatDidNotStartIsNotTried() {
        docker.answering(request -> request.equals("POST /containers/" + DATABASE + "/start") ? 500 : 0);
        ActionResult up = run(USUAL, ProjectVerb.UP);
        assertThat(up.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(told(up)).containsExactly("container db failed", "container app failed", "container web failed");
        assertThat(up.steps().get(0).answer()).isEqualTo("500: as the test says");
        assertThat(up.steps().get(1).answer()).isEqualTo("not tried: it needs db, which is not there");
        assertThat(docker.changes).hasSize(1);
    }

    @Test
    void whatIsUnhealthyIsNotWaitedFor() {
        docker.containers.get(DATABASE).put("State", "running").put("Health", "unhealthy");
        assertThat(told(run(USUAL, ProjectVerb.UP)))
                .containsExactly("container db skipped", "container app failed", "container web failed");
    }

    @Test
    void stopStopsWhatRunsInTheOppositeOrder() {
        running();
        docker.containers.get(APP).put("State", "exited");
        ActionResult stopped = run(USUAL, ProjectVerb.STOP);
        assertThat(told(stopped)).containsExactly("container app skipped", "container web done", "container db done");
        assertThat(docker.changes)
                .containsExactly("POST /containers/" + WEB + "/stop", "POST /containers/" + DATABASE + "/stop");
    }

    @Test
    void restartStartsEachAnew() {
        running();
        ActionResult restarted = run(USUAL, ProjectVerb.RESTART);
        assertThat(restarted.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(told(restarted)).containsExactly("container db done", "container app done", "container web done");
    }

    @Test
    void downRemovesContainersAndNetworks() {
        running();
        ActionResult down = run("allow stop,remove", ProjectVerb.DOWN);
        assertThat(down.outcome()).as(down.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(told(down))
                .containsExactly(
                        "container web done", "container app done", "container db done", "network shop_default done");
        assertThat(docker.containers).isEmpty();
        assertThat(docker.networks).isEmpty();
    }

    @Test
    void networkStaysWhileAContainerIsLeft() {
        running();
        docker.answering(request -> request.equals("DELETE /containers/" + APP) ? 409 : 0);
        ActionResult down = run("allow stop,remove", ProjectVerb.DOWN);
        assertThat(down.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(told(down)).contains("container app failed", "container db done", "network shop_default skipped");
    }

    @Test
    void whatAnUpdateLeftKeepsTheNetworkAndIsNoServicesContainer() {
        member("9".repeat(64), "db", "", "exited");
        docker.containers.get("9".repeat(64)).putArray("Names").add("/portreeve-old-1");
        docker.containers.get(DATABASE).put("Health", "healthy");
        assertThat(told(run(USUAL, ProjectVerb.UP)))
                .contains("container db done", "container app done", "container web done");
        ActionResult down = run("allow stop,remove", ProjectVerb.DOWN);
        assertThat(told(down)).contains("container db done", "network shop_default skipped");
        assertThat(docker.networks).containsKey("net-shop");
    }

    @Test
    void pullTellsWhichServicesWouldChange() {
        docker.containers.get(APP).put("ImageID", "sha256:older");
        ActionResult pulled = run("allow pull", ProjectVerb.PULL);
        assertThat(pulled.outcome()).as(pulled.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(pulled.steps())
                .extracting(step -> step.name() + ": " + step.answer())
                .containsExactly(
                        "db: web:1: it is of the newest already",
                        "app: web:1: a newer one is here, for an update",
                        "web: web:1: it is of the newest already");
        assertThat(docker.changes).containsExactly("POST /images/create");
    }

    @ParameterizedTest
    @CsvSource({
        "UP, allow stop, no rule allows start, ''",
        "STOP, deny stop; allow *, deny stop, ''",
        "RESTART, allow start, no rule allows restart, ''",
        "DOWN, 'allow start,stop,restart', no rule allows remove, ''",
        "PULL, 'allow start,stop,restart', no rule allows pull, ''",
        "RESTART, deny * label:com.docker.compose.service=db; allow *, deny * label:com.docker.compose.service=db, of db; nothing was done"
    })
    void whatIsForbiddenOfOneIsRefusedOfAll(ProjectVerb verb, String rules, String rule, String answer) {
        if (verb != ProjectVerb.UP) {
            running();
        }
        ActionResult refused = run(rules, verb);
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.rule()).isEqualTo(rule);
        assertThat(refused.answer()).isEqualTo(answer);
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void projectThatTheAgentRunsInIsNotStopped() {
        running();
        member(HostActionsFixture.OWN, "agent", "", "running");
        ActionResult result = run("allow *", ProjectVerb.STOP);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).startsWith("the agent itself runs in agent");
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void projectWithoutContainersIsNone() {
        ActionResult none =
                host.run(host.started("allow *"), new HostAction.Project("other", ProjectVerb.UP, Duration.ZERO));
        assertThat(none.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(none.answer()).startsWith("404: there is no container of the project other");
    }

    @Test
    void projectWaitsForWhatIsDoneToOneOfItsContainers() throws InterruptedException {
        running();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        docker.answering(request -> {
            if (request.endsWith(APP + "/restart")) {
                asked.countDown();
                go.await();
            }
            return 0;
        });
        Actions actions = host.started(USUAL);
        ActionRequest one = new ActionRequest(
                UUID.randomUUID(),
                APP,
                new ContainerAction.Restart(Duration.ZERO),
                Precondition.NONE,
                Duration.ofMinutes(1));
        actions.requested(one);
        asked.await();
        HostActionRequest all = new HostActionRequest(
                UUID.randomUUID(),
                new HostAction.Project("shop", ProjectVerb.STOP, Duration.ZERO),
                Duration.ofMinutes(1));
        actions.requested(all);
        ActionRequest after = new ActionRequest(
                UUID.randomUUID(), WEB, new ContainerAction.Start(), Precondition.NONE, Duration.ofMinutes(1));
        actions.requested(after);
        go.countDown();
        assertThat(host.outcome(all.id()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        host.outcome(after.id());
        assertThat(host.ended.get(0).id()).isEqualTo(one.id());
    }

    @Test
    void agentThatEndedMeanwhileTellsOfEachContainerAndTriesNothingAgain() {
        docker.containers.get(WEB).put("State", "running").put("StartedAt", "2026-01-02T00:00:00Z");
        UUID action = UUID.randomUUID();
        ContainerCondition before = new ContainerCondition(
                "exited", "sha256:1", Optional.of(Instant.parse(StockEngine.RAN)), Optional.of(0));
        host.wrote(new Entry.HostBegun(
                action,
                "project-up",
                Duration.ofMinutes(1),
                Optional.empty(),
                Instant.EPOCH,
                List.of(
                        new Entry.Concerned("container", APP, "app", Optional.of(before)),
                        new Entry.Concerned("container", WEB, "web", Optional.of(before)))));
        host.started(USUAL);
        ActionResult settled = host.outcome(action);
        assertThat(settled.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(told(settled)).containsExactly("container app failed", "container web done");
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void containerThatIsStillGivenTimeAfterACrashIsNotToldAsFailed() throws Exception {
        running();
        UUID action = UUID.randomUUID();
        ContainerCondition before = new ContainerCondition(
                "running", "sha256:1", Optional.of(Instant.parse(StockEngine.RAN)), Optional.empty());
        host.wrote(new Entry.HostBegun(
                action,
                "project-stop",
                Duration.ofMinutes(30),
                Optional.of(Duration.ofMinutes(5)),
                Instant.now().minusSeconds(60),
                List.of(new Entry.Concerned("container", APP, "app", Optional.of(before)))));
        CountDownLatch looks = new CountDownLatch(2);
        docker.answering(request -> {
            looks.countDown();
            return 0;
        });
        host.started(USUAL);
        assertThat(looks.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(host.ended).isEmpty();

        docker.containers.get(APP).put("State", "exited");
        assertThat(host.outcome(action).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(docker.changes).isEmpty();
    }

    private ActionResult run(String rules, ProjectVerb verb) {
        return host.run(host.started(rules), new HostAction.Project("shop", verb, Duration.ofSeconds(1)));
    }

    private void running() {
        docker.containers.values().forEach(container -> container.put("State", "running"));
    }

    private void member(String id, String service, String needs, String state) {
        ObjectNode container = docker.container(id, service, state, "sha256:1");
        container
                .withObject("/Labels")
                .put("com.docker.compose.project", "shop")
                .put("com.docker.compose.service", service)
                .put("com.docker.compose.depends_on", needs);
    }
}
