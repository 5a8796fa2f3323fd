package io.portreeve.systemtests.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.portreeve.systemtests.fixture.AgentProcess;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.Releases;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.RunningPortreeve.Running;
import io.portreeve.systemtests.fixture.StoredFacts;
import io.portreeve.systemtests.fixture.StoredLog;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Agents replace themselves by what an administrator has them offered, in the page or by the API, go back from what does
 * not work, and meanwhile lose nothing: one as it is installed on hosts, and one of its jar alone.
 */
class SelfUpdateIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String EMAIL = "admin@localhost";
    private static final String PASSWORD = "correct horse battery staple";
    private static final List<String> HOSTS = List.of("installed", "of-jar");
    private static final int DEADLINE_SECONDS = 40;
    private static final double PATIENCE_MILLIS = 180_000;

    /** A version that hangs is given its time, and then others have to start. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(DEADLINE_SECONDS + 60);

    private final Releases releases = new Releases();
    private final Path data = Workspace.directory("self-update");
    private final StoredFacts stored = new StoredFacts(data);
    private final List<AgentProcess> agents = new ArrayList<>();
    private PortreeveProcess process;
    private Api api;

    /** For the browser. */
    private record Own(PortreeveProcess process) implements Running {
        @Override
        public URI url() {
            return process.url();
        }

        @Override
        public String adminEmail() {
            return EMAIL;
        }

        @Override
        public String adminPassword() {
            return PASSWORD;
        }

        @Override
        public Api api() {
            return Api.signedIn(url(), EMAIL, PASSWORD);
        }
    }

    @BeforeAll
    static void prepare() {
        RunningPortreeve.prepare();
    }

    @BeforeEach
    void start() {
        process = PortreeveProcess.start(
                releases.environment(), data, Workspace.freePort(), "--no-agent", "--admin-password", PASSWORD);
        process.awaitReady();
        api = Api.signedIn(process.url(), EMAIL, PASSWORD);
        Map<String, String> owner = Map.of(
                "PORTREEVE_AGENT_SELF_UPDATE",
                "allow",
                "PORTREEVE_AGENT_SELF_UPDATE_DEADLINE",
                "PT" + DEADLINE_SECONDS + "S");
        agents.add(AgentProcess.installed(process.url(), token(), HOSTS.get(0), TestEngine.host(), owner));
        agents.add(AgentProcess.enrolled(process.url(), token(), HOSTS.get(1), TestEngine.host(), owner));
    }

    @AfterEach
    void stop() {
        agents.forEach(AgentProcess::close);
        process.close();
    }

    @Test
    void releaseThatWorksStaysOneThatDoesNotGoesBackAndAllIsStoredOnce() {
        String counting =
                "i=0; until test -e /end; do i=$((i+1)); echo line $i; sleep 0.1; done; echo last $i; sleep 1000";
        try (TestContainer writer = TestContainer.running(counting, "--label", "portreeve.logs=true");
                TestContainer lively = TestContainer.running("sleep 3600");
                Chromium chromium = new Chromium();
                Tab tab = chromium.signedIn(new Own(process), Look.LIGHT)) {
            awaitLine(writer, "line 50");
            pause(lively);

            assertThat(ask().get(0).status()).as("nothing is offered yet").isEqualTo(409);
            assertThat(standing(tab)).contains("offers no release");
            releases.offer("9.1");
            askInPage(tab);
            assertThat(outcome(ask(hosts().get(1)))).matches("succeeded: \\S+ was replaced by 9\\.1");
            assertThat(lastStage(tab)).isEqualTo("Confirmed");
            assertThat(standing(tab)).contains("up to date");
            assertThat(versions()).containsOnly("9.1");
            pause(lively);

            releases.offerOneThatCrashes("9.2");
            String crashed = "9.2 was rolled back to 9.1: it ended with exit status 1";
            JsonNode stopped = rollout(api.post("/api/v1/agent-rollouts", Map.of("first", 1, "wave", 1)));
            assertThat(stopped.get("state").asText()).isEqualTo("stopped");
            assertThat(stopped.get("reason").asText()).isEqualTo(HOSTS.get(0) + ": " + crashed);
            assertThat(stopped.get("hosts").findValuesAsText("state")).containsExactly("failed", "waiting");
            assertThat(outcome(ask(hosts().get(1)))).isEqualTo("failed: " + crashed);
            assertThat(versions()).containsOnly("9.1");
            tab.go("/actions/result?id=" + lastAction());
            assertThat(lastStage(tab)).isEqualTo("Rolled back");
            tab.isAccessible();
            pause(lively);

            releases.offerOneThatHangs("9.3");
            assertThat(outcomes())
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isEqualTo("failed: 9.3 was rolled back to 9.1: it did not connect within "
                                    + DEADLINE_SECONDS + " s"));
            assertThat(versions()).containsOnly("9.1");
            pause(lively);

            releases.offer("9.0");
            assertThat(outcomes()).allSatisfy(outcome -> assertThat(outcome).contains("9.0 is not after 9.1"));

            releases.offer("9.4");
            rollOutInPage(tab);
            assertThat(versions()).containsOnly("9.4");

            Instant end = Instant.now();
            TestEngine.docker("exec", writer.name(), "touch", "/end").orFail();
            awaitLine(writer, "last .*");
            assertLines(writer);
            HOSTS.forEach(host -> assertEventsAndReadings(host, lively, end));
            releases.offer("9.9");
            assertForbidden(tab);
        }
    }

    private void assertLines(TestContainer writer) {
        for (String container : containers(writer)) {
            List<String> lines = StoredLog.lines(api, container);
            int last = lines.size() - 1;
            assertThat(lines.subList(0, last))
                    .isEqualTo(IntStream.rangeClosed(1, last)
                            .mapToObj(each -> "stdout line " + each)
                            .toList());
            assertThat(lines.get(last)).isEqualTo("stdout last " + last);
        }
    }

    private void assertEventsAndReadings(String host, TestContainer lively, Instant end) {
        PortreeveProcess.await(
                "four pauses at " + host,
                SOON,
                () -> stored.events(host, lively.id(), "container.pause").size() >= 4);
        assertThat(stored.events(host, lively.id(), "container.pause"))
                .doesNotHaveDuplicates()
                .hasSize(4);
        PortreeveProcess.await(
                "readings of " + host + " after " + end,
                SOON,
                () -> stored.readAt(host, lively.id()).stream().anyMatch(at -> at.isAfter(end)));
        List<Instant> readings = stored.readAt(host, lively.id());
        assertThat(readings).as("no reading twice").doesNotHaveDuplicates();
        for (int index = 1; index < readings.size(); index++) {
            assertThat(Duration.between(readings.get(index - 1), readings.get(index)))
                    .as("no gap in %s", readings)
                    .isLessThan(LONGEST_GAP);
        }
    }

    private static void pause(TestContainer container) {
        TestEngine.docker("pause", container.name()).orFail();
        TestEngine.docker("unpause", container.name()).orFail();
    }

    private String standing(Tab tab) {
        tab.go("/hosts/" + hosts().get(0).get("id").asText());
        return tab.page().locator("#update-standing").innerText();
    }

    /** The first of the hosts. */
    private void askInPage(Tab tab) {
        assertThat(standing(tab)).contains("can take its place");
        tab.isAccessible();
        tab.page().locator("#update-agent").click();
        tab.awaitAddress("/actions/update-agent");
        tab.isAccessible();
        tab.page().locator("[id='ask:do']").click();
        tab.awaitAddress("/actions/result");
    }

    /** Of an update that is watched, once there is no more to come. */
    private static String lastStage(Tab tab) {
        Locator last = tab.page().locator(".stages li").last();
        tab.page()
                .waitForFunction(
                        "() => !document.querySelector('.stages .neutral')",
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        return last.innerText().strip();
    }

    /** A rollout, once it has ended. */
    private JsonNode rollout(Api.Answer begun) {
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        String path = "/api/v1/agent-rollouts/" + begun.body().get("id").asText();
        PortreeveProcess.await(
                "the end of the rollout", SOON, () -> api.read(path).has("endedAt"));
        return api.read(path);
    }

    private void rollOutInPage(Tab tab) {
        tab.go("/hosts");
        tab.page().locator("a[href$='/actions/rollout']").click();
        tab.awaitAddress("/actions/rollout");
        tab.isAccessible();
        tab.page().locator("[id='ask:do']").click();
        tab.page().locator("[id='ask:cancel']").waitFor();
        tab.isAccessible();
        tab.page()
                .waitForFunction(
                        "() => document.querySelector('#rollout .facts .badge')?.innerText === 'Finished'",
                        null,
                        new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        tab.page().locator("[data-ready]").waitFor();
        assertThat(tab.page().locator("#rollout").innerText()).contains("2 of 2");
        assertThat(tab.page().locator("[id='ask:cancel']").count()).isZero();
    }

    private String lastAction() {
        return items("/api/v1/actions?limit=1").get(0).get("id").asText();
    }

    private void assertForbidden(Tab tab) {
        agents.add(AgentProcess.enrolled(process.url(), token(), "forbidding", TestEngine.host()));
        PortreeveProcess.await(
                "what its owner says",
                SOON,
                () -> hosts().stream().anyMatch(host -> host.path("agent").has("updateRefusal")));
        JsonNode forbidding = hosts().stream()
                .filter(host -> host.get("name").asText().equals("forbidding"))
                .findFirst()
                .orElseThrow();
        tab.go("/hosts/" + forbidding.get("id").asText());
        assertThat(tab.page().locator("#update-standing").innerText()).contains("self-update = deny");
        assertThat(tab.page().locator("#update-agent").isDisabled()).isTrue();
        tab.isAccessible();
    }

    /** Asks each host to replace its agent. */
    private List<Api.Answer> ask() {
        return hosts().stream().map(this::ask).toList();
    }

    private Api.Answer ask(JsonNode host) {
        return api.post(
                "/api/v1/hosts/" + host.get("id").asText() + "/actions",
                Map.of("kind", "update-agent"),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** What came of it, once each has told. */
    private List<String> outcomes() {
        return ask().stream().map(this::outcome).toList();
    }

    private String outcome(Api.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        String path = "/api/v1/actions/" + answer.body().get("id").asText();
        PortreeveProcess.await(
                "what came of it", SOON, () -> api.get(path).body().has("endedAt"));
        JsonNode action = api.read(path);
        return action.get("state").asText() + ": " + action.path("answer").asText();
    }

    private List<String> versions() {
        PortreeveProcess.await(
                "the agents",
                SOON,
                () -> hosts().stream()
                        .allMatch(host -> host.get("presence").asText().equals("online")));
        return hosts().stream().map(host -> host.get("agentVersion").asText()).toList();
    }

    private List<JsonNode> hosts() {
        return items("/api/v1/hosts");
    }

    private List<String> containers(TestContainer container) {
        return items("/api/v1/containers?q=" + container.name()).stream()
                .map(each -> each.get("id").asText())
                .toList();
    }

    private void awaitLine(TestContainer container, String expression) {
        String query = "?regex=true&limit=1&q=%5E" + expression.replace(" ", "%20") + "%24";
        PortreeveProcess.await(
                expression,
                SOON,
                () -> containers(container).size() == HOSTS.size()
                        && containers(container).stream()
                                .allMatch(id -> !items("/api/v1/containers/" + id + "/logs" + query)
                                        .isEmpty()));
    }

    private List<JsonNode> items(String path) {
        return StreamSupport.stream(api.read(path).get("items").spliterator(), false)
                .toList();
    }

    private String token() {
        return api.post("/api/v1/enrolment-tokens", new HashMap<>())
                .body()
                .get("token")
                .asText();
    }
}
