package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is asked for by the API is done by the engine, once, and told as it came out, whoever dies meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RECOVERY = Duration.ofMinutes(4);
    private static final String EMAIL = "admin@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String DEAF = "trap '' TERM; while :; do sleep 1; done";

    private PortreeveProcess portreeve;
    private Api api;

    @BeforeAll
    void start() {
        RunningPortreeve.prepare();
        portreeve = PortreeveProcess.start(
                Workspace.directory("actions"),
                Workspace.freePort(),
                "--docker-host",
                TestEngine.host(),
                "--admin-email",
                EMAIL,
                "--admin-password",
                PASSWORD);
        portreeve.awaitReady();
        api = Api.signedIn(portreeve.url(), EMAIL, PASSWORD);
    }

    @AfterAll
    void stop() {
        portreeve.close();
    }

    @Test
    void containerIsStoppedStartedAndStartedAnew() {
        try (TestContainer container = TestContainer.running("trap 'exit 3' TERM; while :; do sleep 0.1; done")) {
            String id = known(container);
            String first = startedAt(container);
            JsonNode stopped = outcome(ask(id, "stop"));
            assertThat(stopped.get("state").asText()).isEqualTo("succeeded");
            assertThat(stopped.get("answer").asText()).isEqualTo("204");
            assertThat(stopped.at("/before/state").asText()).isEqualTo("running");
            assertThat(stopped.at("/after/state").asText()).isEqualTo("exited");
            assertThat(stopped.at("/after/exitCode").asInt()).isEqualTo(3);
            assertThat(state(container)).isEqualTo("exited");

            assertThat(outcome(ask(id, "stop")).get("answer").asText()).isEqualTo("304");
            assertThat(outcome(ask(id, "start")).get("state").asText()).isEqualTo("succeeded");
            String second = startedAt(container);
            assertThat(second).isNotEqualTo(first);
            assertThat(outcome(ask(id, "restart")).get("state").asText()).isEqualTo("succeeded");
            assertThat(startedAt(container)).isNotEqualTo(second);
            assertThat(state(container)).isEqualTo("running");
        }
    }

    @Test
    void whatTheHostsOwnerForbidsIsRefusedByItsRule() {
        try (TestContainer container = TestContainer.running(DEAF)) {
            JsonNode refused = outcome(ask(known(container), "kill"));
            assertThat(refused.get("state").asText()).isEqualTo("refused");
            assertThat(refused.get("rule").asText()).isEqualTo("no rule allows kill");
            assertThat(state(container)).isEqualTo("running");
        }
    }

    @Test
    void containerThatWasStartedAnewSinceIsNotStopped() {
        try (TestContainer container = TestContainer.running(DEAF)) {
            Map<String, Object> body = Map.of("kind", "stop", "ifStartedAt", "2026-01-01T00:00:00Z");
            JsonNode refused = outcome(ask(known(container), body));
            assertThat(refused.get("state").asText()).isEqualTo("refused");
            assertThat(refused.get("rule").asText()).isEqualTo("precondition");
            assertThat(state(container)).isEqualTo("running");
        }
    }

    @Test
    void agentThatIsKilledWhileItActsFindsOutWhatCameOfIt() {
        try (TestContainer container = TestContainer.running(DEAF)) {
            String action = askForSlowStop(container);
            long agent = portreeve.pid("agent");
            PortreeveProcess.kill(agent);

            JsonNode outcome = outcome(action);
            assertThat(outcome.get("state").asText()).as(outcome.toString()).isEqualTo("succeeded");
            assertThat(outcome.get("answer").asText()).startsWith("the agent ended while this ran");
            assertThat(outcome.at("/after/exitCode").asInt()).isEqualTo(137);
            assertThat(state(container)).isEqualTo("exited");
            assertThat(portreeve.pid("agent")).isNotEqualTo(agent);
        }
    }

    @Test
    void cloudThatIsKilledWhileTheAgentActsIsToldAfterwards() {
        try (TestContainer container = TestContainer.running(DEAF)) {
            String action = askForSlowStop(container);
            PortreeveProcess.kill(portreeve.pid("payara"));
            PortreeveProcess.await("the outcome", RECOVERY, () -> isEnded(action));

            JsonNode outcome = api.read("/api/v1/actions/" + action);
            assertThat(outcome.get("state").asText()).as(outcome.toString()).isEqualTo("succeeded");
            assertThat(outcome.get("answer").asText()).isEqualTo("204");
        }
    }

    /** The engine is busy with it when this returns. */
    private String askForSlowStop(TestContainer container) {
        String action = ask(known(container), Map.of("kind", "stop", "patienceSeconds", 12));
        PortreeveProcess.await(
                "the start of the action",
                PATIENCE,
                () -> api.read("/api/v1/actions/" + action)
                        .get("state")
                        .asText()
                        .equals("running"));
        return action;
    }

    private String ask(String container, String kind) {
        return ask(container, Map.of("kind", kind));
    }

    private String ask(String container, Map<String, Object> body) {
        Api.Answer answer = api.post(
                "/api/v1/containers/" + container + "/actions",
                new HashMap<>(body),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.body().get("id").asText();
    }

    private JsonNode outcome(String action) {
        PortreeveProcess.await("the outcome", PATIENCE, () -> isEnded(action));
        return api.read("/api/v1/actions/" + action);
    }

    private boolean isEnded(String action) {
        try {
            return api.get("/api/v1/actions/" + action).body().has("endedAt");
        } catch (UncheckedIOException e) {
            // The cloud is being started again.
            return false;
        }
    }

    /** The cloud's id of it. */
    private String known(TestContainer container) {
        String path = "/api/v1/containers?q=" + container.name();
        PortreeveProcess.await(
                "the container", PATIENCE, () -> api.read(path).get("total").asInt() == 1);
        return api.read(path).at("/items/0/id").asText();
    }

    private static String state(TestContainer container) {
        return inspected(container, "{{.State.Status}}");
    }

    private static String startedAt(TestContainer container) {
        return inspected(container, "{{.State.StartedAt}}");
    }

    private static String inspected(TestContainer container, String format) {
        return TestEngine.docker("inspect", "--format", format, container.id()).orFail();
    }
}
