package io.portreeve.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.docker.Engine;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of each kind when the agent ends after it wrote that it begins, and again when it starts. */
class CrashTest implements Reports {
    private static final String ONE = "1".repeat(64);
    private static final UUID ACTION = UUID.randomUUID();

    @TempDir
    Path directory;

    private final List<ActionResult> ended = new CopyOnWriteArrayList<>();
    private FakeEngine docker;
    private Engine engine;
    private Actions actions;

    @BeforeEach
    void open() throws IOException {
        docker = new FakeEngine();
        engine = new Engine(ConfigReader.read(
                        Map.of(Setting.DOCKER_HOST, docker.url()),
                        Map.of(),
                        Files.createFile(directory.resolve("agent.properties")))
                .config());
    }

    @AfterEach
    void close() {
        actions.close();
        engine.close();
        docker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "START, false, exited, FAILED, it was not started: it is exited",
        "STOP, false, running, FAILED, it was not stopped: it is running",
        "RESTART, false, running, FAILED, it was not started: it is running",
        "KILL, true, running, FAILED, it is running",
        "KILL, false, running, UNKNOWN, 'it is running, and whether it got the signal cannot be told'",
        "PAUSE, false, running, FAILED, it is running",
        "UNPAUSE, false, paused, FAILED, it is paused",
        "REMOVE, false, exited, FAILED, it is there still: it is exited",
        "EXEC, false, running, UNKNOWN, 'whether the command ran, and how it ended, cannot be told'"
    })
    void whatWasNotDoneYetIsNotDoneAnyMore(
            ActionKind kind, boolean deadly, String state, Outcome outcome, String answer) {
        docker.containers.put(ONE, container(state));
        wrote(begun(kind, deadly, state));
        ActionResult result = settled();
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.answer()).isEqualTo("the agent ended while this ran; " + answer);
        assertThat(result.before()).isPresent();
        assertNothingIsDoneAgain();
    }

    @ParameterizedTest
    @CsvSource({
        "START, false, exited, start, it is running",
        "STOP, false, running, stop, it is exited",
        "RESTART, false, running, restart, it is running",
        "KILL, true, running, kill?signal=SIGKILL, that run of it is over",
        "PAUSE, false, running, pause, it is paused",
        "UNPAUSE, false, paused, unpause, it is running",
        "REMOVE, false, exited, '', the container is gone"
    })
    void whatWasDoneIsFoundDone(ActionKind kind, boolean deadly, String state, String command, String answer) {
        docker.containers.put(ONE, container(state));
        wrote(begun(kind, deadly, state));
        if (command.isEmpty()) {
            docker.containers.remove(ONE);
        } else {
            docker.obey(ONE, command);
        }
        ActionResult result = settled();
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.answer()).isEqualTo("the agent ended while this ran; " + answer);
        assertNothingIsDoneAgain();
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void outcomeThatNobodyHeardIsToldAgainAsItWas(Outcome outcome) {
        docker.containers.put(ONE, container("running"));
        wrote(begun(ActionKind.PAUSE, false, "running"));
        ActionResult result = new ActionResult(
                ACTION,
                outcome,
                outcome == Outcome.REFUSED ? "deny pause" : "",
                "as it was",
                Optional.empty(),
                Optional.empty(),
                FakeEngine.START);
        wrote(new Entry.Ended(result));
        actions = start();
        assertThat(actions.unacknowledged().ended()).containsExactly(result);
        assertThat(actions.unacknowledged().begun()).isEmpty();
        assertNothingIsDoneAgain();
    }

    private void assertNothingIsDoneAgain() {
        int before = ended.size();
        actions.requested(
                new ActionRequest(ACTION, ONE, new ContainerAction.Pause(), Precondition.NONE, Duration.ofMinutes(1)));
        await().atMost(Duration.ofSeconds(30)).until(() -> ended.size() > before);
        assertThat(docker.commands).isEmpty();
    }

    private ActionResult settled() {
        actions = start();
        await().atMost(Duration.ofSeconds(30)).until(() -> !ended.isEmpty());
        return ended.get(0);
    }

    private Actions start() {
        Actions started = new Actions(
                directory.resolve("journal"),
                ActionPolicy.of(false, "allow *"),
                Set.of(),
                engine,
                Clock.systemUTC(),
                this);
        started.start();
        return started;
    }

    private void wrote(Entry entry) {
        try (Journal journal = new Journal(directory.resolve("journal"))) {
            journal.append(entry, true);
        }
    }

    private static Entry.Begun begun(ActionKind kind, boolean deadly, String state) {
        ContainerCondition before = new ContainerCondition(
                state,
                "sha256:1",
                Optional.of(FakeEngine.START),
                state.equals("exited") ? Optional.of(0) : Optional.empty());
        return new Entry.Begun(ACTION, ONE, kind, deadly, Duration.ZERO, Instant.EPOCH, before);
    }

    private static FakeEngine.Container container(String state) {
        return new FakeEngine.Container(state, FakeEngine.START, 0, "{}");
    }

    @Override
    public void begun(UUID id, Instant at) {}

    @Override
    public void ended(ActionResult result) {
        ended.add(result);
    }
}
