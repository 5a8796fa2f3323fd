package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.Shell;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
    void askingRingsTheDoorbell() {
        try (TestContainer container = TestContainer.running("trap 'exit 0' TERM; while :; do sleep 0.1; done")) {
            String id = known(container);
            for (int asked = 0; asked < 6; asked++) {
                JsonNode outcome = outcome(ask(id, asked % 2 == 0 ? "stop" : "start"));
                Duration waited = Duration.between(
                        Instant.parse(outcome.get("requestedAt").asText()),
                        Instant.parse(outcome.get("deliveredAt").asText()));
                assertThat(waited).isLessThan(Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void containerIsRemovedWhereItsOwnerAllowsIt() {
        try (TestContainer container = TestContainer.running(DEAF)) {
            String id = known(container);
            JsonNode refused = outcome(ask(id, "remove"));
            assertThat(refused.get("rule").asText()).isEqualTo("no rule allows remove");
            allow("*", id);
            JsonNode conflict = outcome(ask(id, "remove"));
            assertThat(conflict.get("state").asText()).isEqualTo("failed");
            assertThat(conflict.get("answer").asText()).startsWith("409: ");
            JsonNode removed = outcome(ask(id, Map.of("kind", "remove", "force", true)));
            assertThat(removed.get("state").asText()).as(removed.toString()).isEqualTo("succeeded");
            assertThat(removed.at("/before/state").asText()).isEqualTo("running");
            assertThat(removed.has("after")).isFalse();
            assertThat(TestEngine.docker("inspect", container.id()).status()).isNotZero();
        }
    }

    @Test
    void commandIsRunAndWhatItSaysIsKept() {
        try (TestContainer container = TestContainer.running(DEAF)) {
            String id = known(container);
            allow("exec", id);
            JsonNode failed = outcome(
                    ask(id, Map.of("kind", "exec", "command", List.of("sh", "-c", "echo one; echo two >&2; exit 3"))));
            assertThat(failed.get("state").asText()).isEqualTo("failed");
            assertThat(failed.get("answer").asText()).isEqualTo("it ended with exit code 3");
            assertThat(failed.at("/output/text").asText()).contains("one\n", "two\n");
            assertThat(failed.at("/output/exitCode").asInt()).isEqualTo(3);
            JsonNode much =
                    outcome(ask(id, Map.of("kind", "exec", "command", List.of("sh", "-c", "yes | head -c 100000"))));
            assertThat(much.get("state").asText()).isEqualTo("succeeded");
            assertThat(much.at("/output/text").asText()).hasSize(65_536);
            assertThat(much.at("/output/bytesLeftOut").asLong()).isEqualTo(100_000 - 65_536);
            JsonNode slow = outcome(ask(
                    id,
                    Map.of("kind", "exec", "deadlineSeconds", 1, "command", List.of("sh", "-c", "echo a; sleep 60"))));
            assertThat(slow.get("state").asText()).isEqualTo("failed");
            assertThat(slow.get("answer").asText()).isEqualTo("it was still running after 1 s, and goes on");
            assertThat(slow.at("/output/text").asText()).isEqualTo("a\n");
            assertThat(outcome(ask(id, "stop")).get("rule").asText()).isEqualTo("no rule allows stop");
        }
    }

    @Test
    void containerIsUpdatedToTheImageThatHasItsNameNowAndKeepsWhatItHas() {
        String image = "portreeve-test/updated:1";
        String volume = "test-" + UUID.randomUUID();
        TestEngine.docker("tag", TestEngine.image(), image).orFail();
        String name = "test-" + UUID.randomUUID();
        TestEngine.docker(
                        "run",
                        "--detach",
                        "--name",
                        name,
                        "--network",
                        "none",
                        "--env",
                        "COLOUR=blue",
                        "--label",
                        "tier=web",
                        "--memory",
                        "32m",
                        "--restart",
                        "unless-stopped",
                        "--volume",
                        volume + ":/data",
                        "--volume",
                        "/anonymous",
                        "--health-cmd",
                        "test -e /data/well",
                        "--health-interval",
                        "1s",
                        image,
                        "/bin/sh",
                        "-c",
                        "echo here > /anonymous/file; " + DEAF)
                .orFail();
        try {
            String old =
                    TestEngine.docker("inspect", "--format", "{{.Id}}", name).orFail();
            String id = knownByName(name);
            allow("update,exec", id);
            anotherImage(image);
            Map<String, Object> update = Map.of("kind", "update", "pull", false, "healthDeadlineSeconds", 6);

            JsonNode unhealthy = outcome(ask(id, update));
            assertThat(unhealthy.get("state").asText()).as(unhealthy.toString()).isEqualTo("failed");
            assertThat(unhealthy.get("answer").asText()).endsWith("; the old one runs");
            assertThat(TestEngine.docker("inspect", "--format", "{{.Id}} {{.State.Status}}", name)
                            .orFail())
                    .isEqualTo(old + " running");

            outcome(ask(id, Map.of("kind", "exec", "command", List.of("touch", "/data/well"))));
            JsonNode updated = outcome(ask(id, update));
            assertThat(updated.get("state").asText()).as(updated.toString()).isEqualTo("succeeded");
            assertThat(updated.at("/after/imageId").asText())
                    .isNotEqualTo(updated.at("/before/imageId").asText());
            assertThat(TestEngine.docker(
                                    "inspect",
                                    "--format",
                                    "{{.State.Status}} {{.HostConfig.Memory}}"
                                            + " {{.HostConfig.RestartPolicy.Name}} {{index .Config.Labels \"tier\"}}"
                                            + " {{index .Config.Labels \"made\"}} {{.HostConfig.NetworkMode}}",
                                    name)
                            .orFail())
                    .isEqualTo("running 33554432 unless-stopped web anew none");
            assertThat(TestEngine.docker("exec", name, "/bin/sh", "-c", "echo $COLOUR; cat /anonymous/file; ls /data")
                            .orFail())
                    .isEqualTo("blue\nhere\nwell");
            assertThat(TestEngine.docker("inspect", old).status()).isNotZero();
            assertThat(TestEngine.docker("ps", "--all", "--format", "{{.Names}}")
                            .orFail())
                    .doesNotContain("portreeve-new", "portreeve-old");
        } finally {
            TestEngine.docker("rm", "--force", "--volumes", name);
            TestEngine.docker("volume", "rm", volume);
        }
    }

    /** The name is another image's from now on. */
    private static void anotherImage(String name) {
        String made = "made-" + UUID.randomUUID();
        TestEngine.docker("create", "--name", made, TestEngine.image(), "/bin/true")
                .orFail();
        TestEngine.docker("commit", "--change", "LABEL made=anew", made, name).orFail();
        TestEngine.docker("rm", made).orFail();
    }

    /** The owner changes the agent's rules, and the cloud learns of it. */
    private void allow(String kinds, String container) {
        rules("allow " + kinds);
        List<String> expected = kinds.equals("*") ? List.of("exec", "remove") : List.of(kinds.split(","));
        PortreeveProcess.await("the rules", PATIENCE, () -> {
            List<String> allowed = new ArrayList<>();
            api.read("/api/v1/containers/" + container)
                    .path("allowedActions")
                    .forEach(kind -> allowed.add(kind.asText()));
            return allowed.containsAll(expected);
        });
    }

    private void rules(String rules) {
        String text = "action-rules = " + rules + "\n";
        Path file = portreeve.data().resolve("agent").resolve("agent.properties");
        try {
            if (!Files.readString(file).equals(text)) {
                Files.writeString(file, text);
                Shell.run(Map.of(), PATIENCE, List.of("kill", "-HUP", Long.toString(portreeve.pid("agent"))))
                        .orFail();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void usualRules() {
        rules("allow start,stop,restart");
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
        return knownByName(container.name());
    }

    private String knownByName(String name) {
        String path = "/api/v1/containers?q=" + name;
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
