package io.portreeve.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.docker.Engine;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {
    private static final String ONE = "1".repeat(64);
    private static final String OTHER = "2".repeat(64);
    private static final String OWN = "4".repeat(64);
    private static final ContainerAction STOP = new ContainerAction.Stop(Duration.ofSeconds(3));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What was reported. */
    private static class Heard implements Reports {
        final List<UUID> begun = new CopyOnWriteArrayList<>();
        final List<ActionResult> ended = new CopyOnWriteArrayList<>();

        @Override
        public void begun(UUID id, Instant at) {
            begun.add(id);
        }

        @Override
        public void ended(ActionResult result) {
            ended.add(result);
        }
    }

    @TempDir
    Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private FakeEngine docker;
    private Engine engine;
    private Heard heard;

    @BeforeEach
    void open() throws IOException {
        docker = new FakeEngine();
        AgentConfig config = ConfigReader.read(
                        Map.of(Setting.DOCKER_HOST, docker.url()),
                        Map.of(),
                        Files.createFile(directory.resolve("agent.properties")))
                .config();
        engine = new Engine(config);
        docker.running(ONE);
        docker.running(OTHER);
        docker.running(OWN);
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
    void timeWithoutAnEndIsBroughtBack() {
        Actions actions = started("journal");
        ActionRequest request = request(ONE, STOP, Precondition.NONE, Duration.ofSeconds(Long.MAX_VALUE));
        actions.requested(request);
        assertThat(outcome(request.id()).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void containerWhoseNameLooksLikeAnIdIsNotTheOneThatWasMeant() {
        Actions actions = started("journal");
        docker.named(ONE, OTHER);
        ActionRequest request = request(ONE, STOP);
        actions.requested(request);
        ActionResult result = outcome(request.id());
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).startsWith("404");
        assertThat(docker.commands).isEmpty();
    }

    @Test
    void stopIsWrittenDownDoneAndReportedWithTheStatesBeforeAndAfter() {
        Actions actions = started("journal");
        ActionRequest request = request(ONE, STOP);
        actions.requested(request);

        ActionResult result = outcome(request.id());
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.answer()).isEqualTo("204");
        assertThat(result.before())
                .contains(
                        new ContainerCondition("running", "sha256:1", Optional.of(FakeEngine.START), Optional.empty()));
        assertThat(result.after())
                .contains(
                        new ContainerCondition("exited", "sha256:1", Optional.of(FakeEngine.START), Optional.of(143)));
        assertThat(docker.commands).containsExactly("stop?t=3 1");
        assertThat(heard.begun).containsExactly(request.id());
    }

    @ParameterizedTest
    @CsvSource({
        "allow update image:nginx*, evil/x:1, no rule allows update, of the image evil/x:1",
        "allow update image:evil/*, evil/x:1, no rule allows update, ''",
        "deny update image:nginx*; allow *, other:1, deny update image:nginx*, ''",
        "deny update image:evil/*; allow *, evil/x:1, deny update image:evil/*, of the image evil/x:1"
    })
    void updateToAnotherImageHasToBeAllowedForBothImages(String rules, String image, String rule, String answer) {
        ContainerAction update = new ContainerAction.Update(image, false, Duration.ofSeconds(1));
        ActionResult result = run(started("journal", rules), request(ONE, update));
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.rule()).isEqualTo(rule);
        assertThat(result.answer()).isEqualTo(answer);
    }

    @Test
    void agentNeitherReplacesNorRemovesTheContainerThatItRunsIn() {
        Actions actions = started("journal", "allow *");
        List<ContainerAction> fatal = List.of(
                new ContainerAction.Update("", false, Duration.ofSeconds(1)), new ContainerAction.Remove(true, false));
        for (ContainerAction action : fatal) {
            ActionResult result = run(actions, request(OWN, action));
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.answer()).startsWith("the agent itself runs in this container");
        }
        assertThat(heard.begun).isEmpty();
        assertThat(run(actions, request(OWN, STOP)).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void journalIsForItsOwnerOnly() throws IOException {
        run(started("journal"), request(ONE, STOP));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("journal"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource({
        "304, '', SUCCEEDED, 304",
        "404, No such container, FAILED, 404: No such container",
        "409, Container is not running, FAILED, 409: Container is not running",
        "500, Container is not paused, FAILED, 500: Container is not paused",
        "429, Too many, FAILED, 429: Too many",
        "503, Shutting down, FAILED, 503: Shutting down"
    })
    void eachAnswerOfTheEngineIsToldAsItIs(int status, String message, Outcome outcome, String answer) {
        docker.containers.computeIfPresent(ONE, (id, container) -> container.ended(0));
        docker.answering((id, command) -> new FakeEngine.Answer(status, message));
        ActionResult result = run(started("journal"), request(ONE, STOP));
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.answer()).isEqualTo(answer);
        assertThat(docker.commands).hasSize(1);
    }

    @Test
    void ruleAboutAnImageHoldsForEachOfItsNames() {
        docker.tagged("docker.io/library/postgres:16");
        ActionResult result = run(started("journal", "deny * image:postgres*; allow *"), request(ONE, STOP));
        assertThat(result.rule()).isEqualTo("deny * image:postgres*");
    }

    @Test
    void actionThatFailsWithinTheAgentIsSettled() {
        Heard failing = new Heard() {
            @Override
            public void begun(UUID id, Instant at) {
                throw new IllegalStateException("nobody listens");
            }
        };
        Actions actions = started("journal", "allow *", failing);
        ActionResult result = run(actions, request(ONE, new ContainerAction.Unpause()));
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.answer()).startsWith("the agent failed: ").endsWith("it is running");
        assertThat(docker.commands).isEmpty();
    }

    @Test
    void stopAfterWhichTheContainerRunsHasFailed() {
        docker.answering((id, command) -> docker.obey(id, "restart"));
        ActionResult result = run(started("journal"), request(ONE, STOP));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).isEqualTo("204; it runs, since it was started anew");
    }

    @Test
    void containerThatIsNotThereIsToldOf() {
        ActionResult result = run(started("journal"), request("3".repeat(64), STOP));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).startsWith("404");
        assertThat(docker.commands).isEmpty();
        assertThat(heard.begun).isEmpty();
    }

    @Test
    void whatTheOwnerForbidsIsRefusedByNameAndNotDone() {
        ActionResult result = run(
                started("journal", "deny * image:nginx*; allow stop"),
                request(ONE, new ContainerAction.Kill("SIGKILL")));
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.rule()).isEqualTo("deny * image:nginx*");
        assertThat(docker.commands).isEmpty();
    }

    @Test
    void policyThatChangesHoldsFromThenOn() {
        Actions actions = started("journal");
        actions.policy(ActionPolicy.of(true, "allow *"));
        ActionResult result = run(actions, request(ONE, STOP));
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.rule()).isEqualTo("read-only");
        assertThat(docker.commands).isEmpty();
    }

    @Test
    void anotherRunOrImageThanWasMeantIsRefused() {
        Actions actions = started("journal");
        Precondition otherRun = new Precondition(Optional.of(FakeEngine.START.plusMillis(1)), "");
        Precondition otherImage = new Precondition(Optional.empty(), "sha256:2");
        Precondition thisOne = new Precondition(Optional.of(FakeEngine.START), "sha256:1");
        assertThat(run(actions, request(ONE, STOP, otherRun, MINUTE)))
                .extracting(ActionResult::outcome, ActionResult::rule)
                .containsExactly(Outcome.REFUSED, "precondition");
        assertThat(run(actions, request(ONE, STOP, otherImage, MINUTE)).outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(docker.commands).isEmpty();
        assertThat(run(actions, request(ONE, STOP, thisOne, MINUTE)).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void whatComesTooLateIsNotDone() {
        ActionResult result = run(started("journal"), request(ONE, STOP, Precondition.NONE, Duration.ZERO));
        assertThat(result.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(docker.commands).isEmpty();
    }

    @Test
    void idIsRunOnceHoweverOftenItIsAsked() {
        Actions actions = started("journal");
        ActionRequest request = request(ONE, STOP);
        actions.requested(request);
        actions.requested(request);
        outcome(request.id());
        actions.requested(request);
        await().until(() -> heard.ended.size() == 2);

        Heard first = heard;
        Actions next = started("journal");
        next.requested(request);
        assertThat(outcome(request.id())).isEqualTo(first.ended.get(0));
        next.acknowledged(request.id());
        next.requested(request);
        await().until(() -> heard.ended.size() == 2);
        assertThat(heard.ended.get(1).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(docker.commands).hasSize(1);
    }

    @Test
    void outcomeIsKeptUntilItIsAcknowledgedOverRestarts() {
        ActionResult result = run(started("journal"), request(ONE, STOP));
        Actions second = started("journal");
        assertThat(second.unacknowledged().ended()).containsExactly(result);
        second.acknowledged(result.id());
        assertThat(second.unacknowledged().ended()).isEmpty();
        second.close();
        assertThat(started("journal").unacknowledged().ended()).isEmpty();
    }

    @Test
    void actionsOnOneContainerRunOneAfterTheOtherAndOthersMeanwhile() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        docker.answering((id, command) -> {
            if (command.startsWith("stop") && id.equals(ONE)) {
                go.await();
            }
            return docker.obey(id, command);
        });
        Actions actions = started("journal");
        ActionRequest slow = request(ONE, STOP);
        ActionRequest behind = request(ONE, new ContainerAction.Start());
        ActionRequest beside = request(OTHER, STOP);
        List.of(slow, behind, beside).forEach(actions::requested);

        outcome(beside.id());
        assertThat(docker.commands).containsExactlyInAnyOrder("stop?t=3 1", "stop?t=3 2");
        go.countDown();
        assertThat(outcome(behind.id()).after().orElseThrow().state()).isEqualTo("running");
        assertThat(docker.commands).last().isEqualTo("start 1");
    }

    @Test
    void moreThanCanWaitIsAnsweredAtOnce() {
        CountDownLatch never = new CountDownLatch(1);
        docker.answering((id, command) -> {
            never.await();
            return FakeEngine.Answer.DONE;
        });
        Actions actions = started("journal");
        IntStream.range(0, Actions.MOST_PENDING).forEach(i -> actions.requested(request(ONE, STOP)));
        ActionRequest request = request(OTHER, STOP);
        ActionResult result = run(actions, request);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).contains("too many");
        never.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.ended.size() > Actions.MOST_PENDING);
        actions.requested(request);
        assertThat(heard.ended).last().isEqualTo(result);
        assertThat(docker.commands).noneMatch(command -> command.endsWith(" 2"));
    }

    @Test
    void engineThatDoesNotAnswerIsAskedNothing() {
        docker.silent(true);
        ActionResult result = run(started("journal"), request(ONE, STOP));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).endsWith("nothing was done");
        assertThat(docker.commands).isEmpty();
    }

    @Test
    void withoutAJournalNothingIsDone() throws IOException {
        Files.createDirectory(directory.resolve("journal"));
        ActionResult result = run(started("journal"), request(ONE, STOP));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.answer()).contains("journal").endsWith("nothing was done");
        assertThat(docker.commands).isEmpty();
    }

    @Test
    void afterACrashWhileTheEngineActsItsSuccessIsFound() throws Exception {
        UUID id = crashDuring(STOP, () -> docker.obey(ONE, "stop"));
        ActionResult result = outcome(id);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.answer()).isEqualTo("the agent ended while this ran; it is exited");
        assertThat(docker.commands).hasSize(1);
    }

    @Test
    void afterACrashBeforeTheEngineWasAskedItIsFoundThatNothingWasDone() throws Exception {
        UUID id = crashDuring(new ContainerAction.Pause(), () -> {});
        assertThat(heard.ended).isEmpty();
        await().atMost(Duration.ofSeconds(40)).until(() -> !heard.ended.isEmpty());
        assertThat(outcome(id).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome(id).answer()).endsWith("it is running");
        assertThat(docker.commands).hasSize(1);
    }

    @Test
    void whatIsAskedAfterACrashWaitsUntilTheRestIsSettled() throws Exception {
        crashDuring(STOP, () -> docker.silent(true));
        ActionRequest start = request(ONE, new ContainerAction.Start());
        Actions actions = (Actions) opened.get(opened.size() - 1);
        actions.requested(start);
        assertThat(heard.ended).isEmpty();
        docker.obey(ONE, "stop");
        docker.answering(docker::obey);
        docker.silent(false);
        outcome(start.id());
        assertThat(heard.ended).extracting(ActionResult::outcome).containsOnly(Outcome.SUCCEEDED);
        assertThat(docker.commands).containsExactly("stop?t=3 1", "start 1");
    }

    /** As a crash leaves it: the journal says begun, and the process that wrote it hears no answer. */
    private UUID crashDuring(ContainerAction action, Runnable meanwhile) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        docker.answering((id, command) -> {
            asked.countDown();
            never.await();
            return FakeEngine.Answer.DONE;
        });
        ActionRequest request = request(ONE, action);
        started("journal", "allow *").requested(request);
        asked.await();
        Files.copy(directory.resolve("journal"), directory.resolve("copy"));
        meanwhile.run();
        started("copy", "allow *");
        return request.id();
    }

    private Actions started(String journal) {
        return started(journal, "allow start,stop,restart");
    }

    private Actions started(String journal, String rules) {
        return started(journal, rules, new Heard());
    }

    private Actions started(String journal, String rules, Heard hearing) {
        heard = hearing;
        Actions actions = new Actions(
                directory.resolve(journal),
                ActionPolicy.of(false, rules),
                Set.of(OWN),
                engine,
                Clock.systemUTC(),
                heard);
        opened.add(actions);
        actions.start();
        return actions;
    }

    private ActionResult run(Actions actions, ActionRequest request) {
        actions.requested(request);
        return outcome(request.id());
    }

    private ActionResult outcome(UUID id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> heard.ended.stream().anyMatch(result -> result.id().equals(id)));
        return heard.ended.stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ActionRequest request(String container, ContainerAction action) {
        return request(container, action, Precondition.NONE, MINUTE);
    }

    private static ActionRequest request(
            String container, ContainerAction action, Precondition precondition, Duration timeLeft) {
        return new ActionRequest(UUID.randomUUID(), container, action, precondition, timeLeft);
    }
}
