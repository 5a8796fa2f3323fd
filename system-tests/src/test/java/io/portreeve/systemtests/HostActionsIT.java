package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Database;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A host is cleaned up, and compose projects are acted on, by a real engine and as it comes out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostActionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EMAIL = "admin@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String SERVING = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    private final String mark = "test-" + UUID.randomUUID();
    private PortreeveProcess portreeve;
    private Api api;
    private String host;
    private TestContainer probe;
    private boolean probed;

    @BeforeAll
    void start() {
        RunningPortreeve.prepare();
        probe = TestContainer.running(SERVING, "--label", "probe=" + mark, "--network", "none");
        portreeve = PortreeveProcess.start(
                Workspace.directory("host-actions"),
                Workspace.freePort(),
                "--docker-host",
                TestEngine.host(),
                "--admin-email",
                EMAIL,
                "--admin-password",
                PASSWORD);
        portreeve.awaitReady();
        api = Api.signedIn(portreeve.url(), EMAIL, PASSWORD);
        PortreeveProcess.await(
                "the host",
                PATIENCE,
                () -> api.read("/api/v1/hosts").at("/items/0/presence").asText().equals("online"));
        host = api.read("/api/v1/hosts").at("/items/0/id").asText();
    }

    @AfterAll
    void stop() {
        portreeve.close();
        leave();
        probe.close();
    }

    @BeforeEach
    void leave() {
        docker("ps", "--all", "--quiet", "--filter", "label=mark=" + mark)
                .lines()
                .forEach(left -> docker("rm", "--force", "--volumes", left));
        TestEngine.docker("volume", "rm", mark);
        TestEngine.docker("network", "rm", mark);
        TestEngine.docker("image", "rm", "portreeve-test/" + mark + ":1");
    }

    @Test
    void whatIsNotUsedIsListedFirstAndOnlyThatGoes() throws SQLException {
        rules("allow prune label:mark=" + mark + "; deny prune label:keep; allow prune image:portreeve-test/test-*");
        String gone = docker("create", "--network", "none", "--label", "mark=" + mark, TestEngine.image(), "/bin/true");
        String used = docker(
                "create", "--network", "none", "--label", "mark=" + mark, TestEngine.image(), "/bin/sh", "-c", SERVING);
        String kept = docker("create", "--network", "none", "--label", "keep=" + mark, TestEngine.image(), "/bin/true");
        docker("volume", "create", "--label", "mark=" + mark, mark);
        docker("network", "create", "--internal", "--label", "mark=" + mark, mark);
        String image = docker("commit", "--change", "LABEL made=" + mark, gone, "portreeve-test/" + mark + ":1");
        try {
            JsonNode plan = outcome(ask(
                    Map.of("kind", "prune-plan", "things", List.of("containers", "images", "volumes", "networks"))));
            assertThat(plan.get("state").asText()).as(plan.toString()).isEqualTo("succeeded");
            assertThat(outcomes(plan))
                    .containsEntry(gone, "planned")
                    .containsEntry(used, "planned")
                    .containsEntry(kept, "refused")
                    .containsEntry(image, "planned")
                    .containsEntry(mark, "planned");
            assertThat(TestEngine.docker("inspect", gone).status()).isZero();

            docker("start", used);
            Map<String, Object> prune =
                    Map.of("kind", "prune", "plan", plan.get("id").asText());
            String key = UUID.randomUUID().toString();
            JsonNode pruned = outcome(post(prune, key).body().get("id").asText());
            assertThat(pruned.get("state").asText()).as(pruned.toString()).isEqualTo("succeeded");
            assertThat(outcomes(pruned))
                    .containsEntry(gone, "done")
                    .containsEntry(used, "skipped")
                    .containsEntry(image, "done")
                    .doesNotContainKey(mark);
            assertThat(TestEngine.docker("inspect", gone).status()).isNotZero();
            assertThat(TestEngine.docker("inspect", used).status()).isZero();
            assertThat(TestEngine.docker("image", "inspect", image).status()).isNotZero();
            assertThat(TestEngine.docker("volume", "inspect", mark).status()).isZero();

            JsonNode volumes =
                    outcome(ask(Map.of("kind", "prune", "plan", plan.get("id").asText(), "volumes", true)));
            assertThat(outcomes(volumes)).containsEntry(mark, "done").containsEntry(gone, "skipped");
            assertThat(TestEngine.docker("volume", "inspect", mark).status()).isNotZero();

            age(plan.get("id").asText());
            Api.Answer again = post(prune, key);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body().get("id")).isEqualTo(pruned.get("id"));
            Map<String, Object> more = new HashMap<>(prune);
            more.put("volumes", true);
            assertThat(post(more, key).status()).isEqualTo(409);
            assertThat(post(prune).status()).isEqualTo(409);
        } finally {
            docker("rm", "--force", kept);
        }
    }

    @Test
    void ruleThatForbidsToCleanUpIsNamed() {
        rules("allow start,stop,restart");
        JsonNode refused = outcome(ask(Map.of("kind", "prune-plan", "things", List.of("containers"))));
        assertThat(refused.get("state").asText()).isEqualTo("refused");
        assertThat(refused.get("rule").asText()).isEqualTo("no rule allows prune");
    }

    @Test
    void whatWasNotListedCannotBeAskedFor() {
        Api.Answer answer =
                post(Map.of("kind", "prune", "plan", UUID.randomUUID().toString()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(post(Map.of("kind", "prune")).status()).isEqualTo(400);
        assertThat(post(Map.of("kind", "prune-plan", "things", List.of("everything")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void projectIsStoppedStartedAndTakenDown() {
        rules("allow start,stop,restart,remove");
        String database = member("db", "");
        String web = member("web", "db:service_started:false");
        docker(
                "network",
                "create",
                "--internal",
                "--label",
                "mark=" + mark,
                "--label",
                "com.docker.compose.project=" + mark,
                mark);
        JsonNode stopped = outcome(ask(Map.of("kind", "project-stop", "project", mark, "patienceSeconds", 5)));
        assertThat(stopped.get("state").asText()).as(stopped.toString()).isEqualTo("succeeded");
        assertThat(stopped.get("project").asText()).isEqualTo(mark);
        assertThat(ids(stopped)).containsExactly(web, database);
        assertThat(state(web)).isEqualTo("exited");

        JsonNode started = outcome(ask(Map.of("kind", "project-up", "project", mark)));
        assertThat(started.get("state").asText()).as(started.toString()).isEqualTo("succeeded");
        assertThat(ids(started)).containsExactly(database, web);
        assertThat(state(web)).isEqualTo("running");
        assertThat(outcome(ask(Map.of("kind", "project-restart", "project", mark)))
                        .get("state")
                        .asText())
                .isEqualTo("succeeded");

        JsonNode down = outcome(ask(Map.of("kind", "project-down", "project", mark, "patienceSeconds", 5)));
        assertThat(down.get("state").asText()).as(down.toString()).isEqualTo("succeeded");
        assertThat(outcomes(down)).containsEntry(web, "done").containsEntry(database, "done");
        assertThat(TestEngine.docker("inspect", web).status()).isNotZero();
        assertThat(TestEngine.docker("network", "inspect", mark).status()).isNotZero();
    }

    @Test
    void serviceThatCannotStartIsToldOfAndWhatNeedsItIsNotTried() {
        rules("allow start,stop,restart");
        String broken = docker(labelled("db", "", "create", "--device", "/dev/no-such-device"));
        String web = docker(labelled("web", "db:service_started:false", "create"));
        JsonNode up = outcome(ask(Map.of("kind", "project-up", "project", mark)));
        assertThat(up.get("state").asText()).isEqualTo("failed");
        assertThat(outcomes(up)).containsEntry(broken, "failed").containsEntry(web, "failed");
        assertThat(up.at("/steps/0/answer").asText()).startsWith("500: ");
        assertThat(up.at("/steps/1/answer").asText()).isEqualTo("not tried: it needs db, which is not there");
        assertThat(state(web)).isEqualTo("created");
    }

    @Test
    void projectOfWhichOneMayNotBeTouchedIsNotTouched() {
        rules("deny restart label:com.docker.compose.service=db; allow restart");
        member("db", "");
        String web = member("web", "db:service_started:false");
        String before = docker("inspect", "--format", "{{.State.StartedAt}}", web);
        JsonNode refused = outcome(ask(Map.of("kind", "project-restart", "project", mark)));
        assertThat(refused.get("state").asText()).isEqualTo("refused");
        assertThat(refused.get("rule").asText()).isEqualTo("deny restart label:com.docker.compose.service=db");
        assertThat(docker("inspect", "--format", "{{.State.StartedAt}}", web)).isEqualTo(before);
    }

    private String member(String service, String needs) {
        String id = docker(labelled(service, needs, "run", "--detach"));
        return docker("inspect", "--format", "{{.Id}}", id);
    }

    private String[] labelled(String service, String needs, String... command) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(
                "--label",
                "mark=" + mark,
                "--label",
                "com.docker.compose.project=" + mark,
                "--label",
                "com.docker.compose.service=" + service,
                "--label",
                "com.docker.compose.depends_on=" + needs,
                "--network",
                "none",
                TestEngine.image(),
                "/bin/sh",
                "-c",
                SERVING));
        return line.toArray(String[]::new);
    }

    private static String docker(String... arguments) {
        return TestEngine.docker(arguments).orFail();
    }

    private static String state(String container) {
        return docker("inspect", "--format", "{{.State.Status}}", container);
    }

    private static List<String> ids(JsonNode action) {
        return StreamSupport.stream(action.path("steps").spliterator(), false)
                .map(step -> step.get("id").asText())
                .toList();
    }

    private static Map<String, String> outcomes(JsonNode action) {
        Map<String, String> outcomes = new HashMap<>();
        action.path("steps")
                .forEach(step -> outcomes.put(
                        step.get("id").asText(), step.get("outcome").asText()));
        return outcomes;
    }

    /** The owner changes the agent's rules; that of the probe tells when they are in force. */
    private void rules(String rules) {
        probed = !probed;
        Path file = portreeve.data().resolve("agent").resolve("agent.properties");
        try {
            Files.writeString(
                    file, "action-rules = " + (probed ? "allow" : "deny") + " pause label:probe; " + rules + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Shell.run(Map.of(), PATIENCE, List.of("kill", "-HUP", Long.toString(portreeve.pid("agent"))))
                .orFail();
        PortreeveProcess.await("the rules", PATIENCE, () -> {
            JsonNode found = api.read("/api/v1/containers?q=" + probe.name());
            String allowed = found.at("/items/0/allowedActions").toString();
            return found.at("/total").asInt() == 1 && allowed.contains("\"pause\"") == probed;
        });
    }

    private String ask(Map<String, Object> body) {
        Api.Answer answer = post(body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.body().get("id").asText();
    }

    private Api.Answer post(Map<String, Object> body) {
        return post(body, UUID.randomUUID().toString());
    }

    private Api.Answer post(Map<String, Object> body, String key) {
        return api.post("/api/v1/hosts/" + host + "/actions", new HashMap<>(body), Map.of("Idempotency-Key", key));
    }

    /** As if it had ended two hours before. */
    private void age(String action) throws SQLException {
        try (Connection connection = Database.connect(portreeve.data());
                Statement statement = connection.createStatement()) {
            statement.execute("update portreeve.actions set ended_at = ended_at - interval '2 hours' where id = '"
                    + UUID.fromString(action) + "'");
        }
    }

    private JsonNode outcome(String action) {
        PortreeveProcess.await(
                "the outcome",
                PATIENCE,
                () -> api.get("/api/v1/actions/" + action).body().has("endedAt"));
        return api.read("/api/v1/actions/" + action);
    }
}
