package io.portreeve.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.docker.Engine;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A container is replaced by one of the newer image, or goes on; whatever dies, there is one of it, and it runs. */
class ReplacementTest {
    private static final String OLD = "1".repeat(64);
    private static final ContainerAction UPDATE = new ContainerAction.Update("", false, Duration.ofSeconds(1));

    @TempDir
    Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<ActionResult> ended = new CopyOnWriteArrayList<>();
    private ReplacingEngine docker;
    private Engine engine;

    @BeforeEach
    void open() throws IOException {
        docker = new ReplacingEngine();
        AgentConfig config = ConfigReader.read(
                        Map.of(Setting.DOCKER_HOST, docker.url()),
                        Map.of(),
                        Files.createFile(directory.resolve("agent.properties")))
                .config();
        engine = new Engine(config);
        docker.images.put("web:1", "sha256:1");
        docker.running(OLD, "web", "web:1");
        docker.images.put("web:1", "sha256:2");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        engine.close();
        docker.close();
    }

    @Test
    void containerIsMadeAnewFromTheImageThatHasItsNameNow() {
        ActionResult result = run(UPDATE);
        assertThat(result.outcome()).as(result.answer()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(docker.names()).containsExactly("web");
        assertThat(docker.imageOf("web")).isEqualTo("sha256:2");
        assertThat(result.before().orElseThrow().imageId()).isEqualTo("sha256:1");
        assertThat(result.after().orElseThrow().imageId()).isEqualTo("sha256:2");
    }

    @Test
    void containerOfTheNewestImageIsLeftAlone() {
        docker.images.put("web:1", "sha256:1");
        ActionResult result = run(UPDATE);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.answer()).isEqualTo("it is of the newest image web:1 already");
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void imageThatIsNotThereChangesNothing() {
        ActionResult result = run(new ContainerAction.Update("web:2", false, Duration.ofSeconds(1)));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).isEqualTo("404: there is no image web:2; nothing was changed");
        assertThat(docker.changes).isEmpty();
    }

    @Test
    void newOneThatIsNotHealthyInTimeGivesWayToTheOld() {
        docker.healthOfNew("starting");
        ActionResult result = run(UPDATE);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).isEqualTo("the new one was not healthy within 1 s; the old one runs");
        assertOldRuns();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 409, cannot make the new one: 409",
        "2, 500, cannot stop the old one: 500",
        "3, 409, cannot rename the old one: 409",
        "4, 409, cannot name the new one: 409",
        "5, 500, cannot start the new one: 500"
    })
    void whatTheEngineRefusesLeavesTheOldOneRunning(int which, int status, String why) {
        docker.changing((number, what, change) -> {
            if (number == which) {
                return Optional.of(status);
            }
            change.run();
            return Optional.empty();
        });
        ActionResult result = run(UPDATE);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).isEqualTo(why + "; the old one runs");
        assertOldRuns();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void agentThatDiesBeforeAnyChangeLeavesOneThatRuns(int which) throws Exception {
        assertOneRunsAfterDyingAt(which, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void agentThatDiesAfterAnyChangeLeavesOneThatRuns(int which) throws Exception {
        assertOneRunsAfterDyingAt(which, true);
    }

    @Test
    void stopThatTheEngineMayStillBeAtIsWaitedForBeforeTheOldOneIsStarted() throws Exception {
        assertOneRunsAfterDyingAt(2, false);
        assertThat(docker.changes).endsWith("POST /containers/" + OLD + "/stop", "POST /containers/" + OLD + "/start");
    }

    @Test
    void oldOneIsStartedEvenIfTheNewOneCannotBeRemoved() {
        docker.changing((number, what, change) -> {
            if (number == 5 || what.startsWith("DELETE")) {
                return Optional.of(500);
            }
            change.run();
            return Optional.empty();
        });
        started("journal").requested(request(UPDATE));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> docker.changes.contains("POST /containers/" + OLD + "/start")
                        && docker.names().stream().anyMatch(name -> name.matches("portreeve-old-[^?]+")));
        docker.changing((number, what, change) -> {
            change.run();
            return Optional.empty();
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> !ended.isEmpty());
        assertThat(ended.get(0).answer()).isEqualTo("cannot start the new one: 500; the old one runs");
        assertOldRuns();
        assertThat(docker.changes)
                .filteredOn(change -> change.endsWith(OLD + "/start"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"exited, running, web", "running, exited, web?"})
    void containerThatSomebodyElseStartedOrStoppedMeanwhileIsLeftAlone(String before, String then, String name) {
        state(before);
        docker.changing((number, what, change) -> {
            change.run();
            if (number == 1) {
                state(then);
            }
            return Optional.empty();
        });
        ActionResult result = run(UPDATE);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer())
                .isEqualTo("somebody else changed it meanwhile: it is " + then + "; the old one was left alone");
        assertThat(docker.names()).containsExactly(name);
        assertThat(docker.changes).noneMatch(change -> change.contains(OLD));
    }

    private void state(String word) {
        ((ObjectNode) docker.containers.get(OLD).path("State"))
                .put("Status", word)
                .put("Pid", word.equals("running") ? 42 : 0);
    }

    private void assertOneRunsAfterDyingAt(int which, boolean changed) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        docker.changing((number, what, change) -> {
            if (number == which && changed) {
                change.run();
            }
            if (number == which) {
                asked.countDown();
                never.await();
            }
            if (number != which) {
                change.run();
            }
            return Optional.empty();
        });
        started("journal").requested(request(UPDATE));
        asked.await();
        Files.copy(directory.resolve("journal"), directory.resolve("copy"));
        docker.changing((number, what, change) -> {
            change.run();
            return Optional.empty();
        });
        started("copy");
        await().atMost(Duration.ofSeconds(30)).until(() -> !ended.isEmpty());
        assertThat(docker.names()).containsExactly("web");
        // The sixth change removes the old one, when the new one is healthy.
        assertThat(docker.imageOf("web")).isEqualTo(which == 6 ? "sha256:2" : "sha256:1");
        assertThat(ended.get(0).outcome()).isEqualTo(which == 6 ? Outcome.SUCCEEDED : Outcome.FAILED);
    }

    private void assertOldRuns() {
        assertThat(docker.names()).containsExactly("web");
        assertThat(docker.containers).containsOnlyKeys(OLD);
    }

    private ActionResult run(ContainerAction action) {
        started("journal").requested(request(action));
        await().atMost(Duration.ofSeconds(30)).until(() -> !ended.isEmpty());
        return ended.get(0);
    }

    private Actions started(String journal) {
        Reports reports = new Reports() {
            @Override
            public void begun(UUID id, Instant at) {}

            @Override
            public void ended(ActionResult result) {
                ended.add(result);
            }
        };
        Actions actions = new Actions(
                directory.resolve(journal),
                ActionPolicy.of(false, "allow *"),
                Set.of(),
                engine,
                Clock.systemUTC(),
                reports);
        opened.add(actions);
        actions.start();
        return actions;
    }

    private static ActionRequest request(ContainerAction action) {
        return new ActionRequest(UUID.randomUUID(), OLD, action, Precondition.NONE, Duration.ofMinutes(1));
    }
}
