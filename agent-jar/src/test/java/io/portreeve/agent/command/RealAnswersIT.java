package io.portreeve.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.TestEngine;
import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.docker.Engine;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real engine answers to each kind, what is refused, and what is found out after a crash. */
class RealAnswersIT {
    private static final String NOWHERE = "f".repeat(64);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Whose moment between the journal and the engine is the test's. */
    private static final class Heard implements Reports {
        final List<ActionResult> ended = new CopyOnWriteArrayList<>();
        Runnable atBegin = () -> {};

        @Override
        public void begun(UUID id, Instant at) {
            atBegin.run();
        }

        @Override
        public void ended(ActionResult result) {
            ended.add(result);
        }
    }

    @TempDir
    Path directory;

    private final TestEngine docker = new TestEngine();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private Engine engine;
    private Heard heard = new Heard();

    @BeforeEach
    void open() throws IOException {
        engine = new Engine(ConfigReader.read(
                        Map.of(Setting.DOCKER_HOST, docker.host().toString()),
                        Map.of(),
                        Files.createFile(directory.resolve("agent.properties")))
                .config());
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
        engine.close();
        docker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "START, exited, SUCCEEDED, 204",
        "START, running, SUCCEEDED, 304",
        "START, paused, FAILED, 409",
        "START, broken, FAILED, 500",
        "START, nowhere, FAILED, 404",
        "STOP, running, SUCCEEDED, 204",
        "STOP, exited, SUCCEEDED, 304",
        "STOP, nowhere, FAILED, 404",
        "RESTART, running, SUCCEEDED, 204",
        "RESTART, exited, SUCCEEDED, 204",
        "RESTART, broken, FAILED, 500",
        "RESTART, nowhere, FAILED, 404",
        "KILL, running, SUCCEEDED, 204",
        "KILL, exited, FAILED, 409",
        "KILL, nowhere, FAILED, 404",
        "PAUSE, running, SUCCEEDED, 204",
        "PAUSE, paused, FAILED, 409",
        "PAUSE, exited, FAILED, 409",
        "PAUSE, nowhere, FAILED, 404",
        "UNPAUSE, paused, SUCCEEDED, 204",
        "UNPAUSE, running, FAILED, 500",
        "UNPAUSE, nowhere, FAILED, 404",
        "REMOVE, exited, SUCCEEDED, 204",
        "REMOVE, running, FAILED, 409",
        "REMOVE, nowhere, FAILED, 404",
        "EXEC, running, SUCCEEDED, it ended with exit code 0",
        "EXEC, exited, FAILED, 409",
        "EXEC, paused, FAILED, 409",
        "EXEC, nowhere, FAILED, 404",
        "UPDATE, exited, SUCCEEDED, ''",
        "UPDATE, nowhere, FAILED, 404"
    })
    void answerOfTheEngineIsTold(ActionKind kind, String state, Outcome outcome, String answer) {
        ActionResult result = run(started("journal", "allow *"), container(state), action(kind));

        assertThat(result.outcome()).as(result.toString()).isEqualTo(outcome);
        assertThat(result.answer()).startsWith(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "START, exited",
        "STOP, running",
        "RESTART, running",
        "KILL, running",
        "PAUSE, running",
        "UNPAUSE, paused",
        "REMOVE, exited",
        "EXEC, running",
        "UPDATE, running"
    })
    void whatNoRuleAllowsIsRefusedAndNotDone(ActionKind kind, String state) {
        String container = container(state);
        String before = look(container);

        ActionResult result = run(started("journal", "allow pull"), container, action(kind));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.rule()).isEqualTo("no rule allows " + kind.wireName());
        assertThat(look(container)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "START, exited, FAILED",
        "STOP, running, FAILED",
        "RESTART, running, FAILED",
        "KILL, running, FAILED",
        "PAUSE, running, FAILED",
        "UNPAUSE, paused, FAILED",
        "REMOVE, exited, FAILED",
        "EXEC, running, UNKNOWN"
    })
    void crashBetweenTheJournalAndTheEngineDoesNothing(ActionKind kind, String state, Outcome outcome)
            throws InterruptedException {
        String container = container(state);
        String before = look(container);
        CountDownLatch written = new CountDownLatch(1);
        Heard dying = new Heard();
        dying.atBegin = () -> {
            copyJournal();
            written.countDown();
            awaitTheEnd();
        };
        ActionRequest request = request(container, action(kind));
        started("journal", "allow *", dying, Clock.systemUTC()).requested(request);
        written.await();

        ActionResult result = afterTheCrash(request);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(outcome);
        assertThat(look(container)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "START, exited, SUCCEEDED",
        "STOP, running, SUCCEEDED",
        "RESTART, running, SUCCEEDED",
        "KILL, running, SUCCEEDED",
        "PAUSE, running, SUCCEEDED",
        "UNPAUSE, paused, SUCCEEDED",
        "REMOVE, exited, SUCCEEDED",
        "EXEC, running, UNKNOWN"
    })
    void crashBetweenTheEngineAndTheReportFindsWhatWasDone(ActionKind kind, String state, Outcome outcome) {
        String container = container(state);
        Heard dying = new Heard();
        dying.atBegin = this::copyJournal;
        ActionRequest request = request(container, action(kind));
        started("journal", "allow *", dying, Clock.systemUTC()).requested(request);
        assertThat(outcome(dying, request).outcome()).isEqualTo(Outcome.SUCCEEDED);
        Optional<String> done = kind == ActionKind.REMOVE ? Optional.empty() : Optional.of(look(container));

        ActionResult result = afterTheCrash(request);

        assertThat(result.outcome()).as(result.toString()).isEqualTo(outcome);
        done.ifPresent(seen -> assertThat(look(container)).isEqualTo(seen));
    }

    /** Of the agent that starts on the journal as the crash left it, and is asked again. */
    private ActionResult afterTheCrash(ActionRequest request) {
        Heard heard = new Heard();
        // An hour later, so that what was not done by now is not waited for.
        Actions actions = started("copy", "allow *", heard, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        ActionResult result = outcome(heard, request);
        actions.requested(request);
        assertThat(outcome(heard, request).outcome()).isEqualTo(result.outcome());
        return result;
    }

    private void copyJournal() {
        try {
            Files.copy(directory.resolve("journal"), directory.resolve("copy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("this agent is no more");
    }

    private String container(String state) {
        return switch (state) {
            case "nowhere" -> NOWHERE;
            case "running" -> docker.run("trap 'exit 0' TERM; while :; do sleep 0.1; done");
            case "paused" -> paused(docker.run("sleep 1000"));
            case "exited" -> ended(docker.run("test -e /again && exec sleep 1000; touch /again"));
            case "broken" -> docker.create("true", "--device", "/dev/shm/" + UUID.randomUUID());
            default -> throw new IllegalArgumentException(state);
        };
    }

    private String ended(String id) {
        docker.docker("wait", id);
        return id;
    }

    private String paused(String id) {
        docker.docker("pause", id);
        return id;
    }

    /** Its state and when it began and ended: nothing of it changes unless something is done to it. */
    private String look(String container) {
        return docker.docker("inspect", "--format", "{{json .State}}", container);
    }

    private static ContainerAction action(ActionKind kind) {
        return switch (kind) {
            case START -> new ContainerAction.Start();
            case STOP -> new ContainerAction.Stop(Duration.ofSeconds(5));
            case RESTART -> new ContainerAction.Restart(Duration.ofSeconds(5));
            case KILL -> new ContainerAction.Kill("SIGKILL");
            case PAUSE -> new ContainerAction.Pause();
            case UNPAUSE -> new ContainerAction.Unpause();
            case REMOVE -> new ContainerAction.Remove(false, false);
            case EXEC -> new ContainerAction.Exec(List.of("true"), Duration.ofSeconds(10));
            case UPDATE -> new ContainerAction.Update("", false, Duration.ofSeconds(10));
            default -> throw new IllegalArgumentException(kind.wireName());
        };
    }

    private Actions started(String journal, String rules) {
        return started(journal, rules, new Heard(), Clock.systemUTC());
    }

    private Actions started(String journal, String rules, Heard hearing, Clock clock) {
        heard = hearing;
        Actions actions = new Actions(
                directory.resolve(journal), ActionPolicy.of(false, rules), Set.of(), engine, clock, hearing);
        opened.add(actions);
        actions.start();
        return actions;
    }

    private ActionResult run(Actions actions, String container, ContainerAction action) {
        ActionRequest request = request(container, action);
        actions.requested(request);
        return outcome(heard, request);
    }

    private static ActionResult outcome(Heard heard, ActionRequest request) {
        await().atMost(MINUTE)
                .until(() -> heard.ended.stream().anyMatch(result -> result.id().equals(request.id())));
        return heard.ended.get(heard.ended.size() - 1);
    }

    private static ActionRequest request(String container, ContainerAction action) {
        return new ActionRequest(UUID.randomUUID(), container, action, Precondition.NONE, MINUTE);
    }
}
