package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.StoredLog;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a labelled container writes is stored once each, in order, whatever is killed in between. */
class LogDeliveryIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String EMAIL = "admin@example.org";
    private static final String PASSWORD = "correct horse battery staple";

    private PortreeveProcess process;
    private Api api;

    @BeforeAll
    static void prepare() {
        RunningPortreeve.prepare();
    }

    @BeforeEach
    void start() {
        Path data = Workspace.directory("logs");
        process = PortreeveProcess.start(
                data,
                Workspace.freePort(),
                "--docker-host",
                TestEngine.host(),
                "--admin-email",
                EMAIL,
                "--admin-password",
                PASSWORD);
        process.awaitReady();
        api = Api.signedIn(process.url(), EMAIL, PASSWORD);
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void eachLineIsStoredOnceThoughAgentAndCloudAreKilledBetween() {
        String counting =
                "i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo line $i; echo error $i >&2; sleep 0.01; done;"
                        + " sleep 1000";
        try (TestContainer busy = TestContainer.running(counting, "--label", "portreeve.logs=true");
                TestContainer terminal = TestContainer.running(counting, "--tty", "--label", "portreeve.logs=true");
                TestContainer silent = TestContainer.running("echo nobody hears this; sleep 1000")) {
            awaitLine(busy, "line 100");
            kill("agent");
            awaitLine(busy, "line 600");
            kill("payara");
            awaitLine(busy, "line 1200");
            kill("agent");
            kill("payara");
            awaitLine(busy, "error 4000");
            awaitLine(terminal, "error 4000");

            List<String> all = lines(busy);
            assertThat(all).hasSize(8_000).doesNotHaveDuplicates();
            assertThat(all.stream()
                            .filter(line -> line.startsWith("stdout line"))
                            .toList())
                    .isEqualTo(IntStream.rangeClosed(1, 4_000)
                            .mapToObj(each -> "stdout line " + each)
                            .toList());
            assertThat(all.stream()
                            .filter(line -> line.startsWith("stderr error"))
                            .toList())
                    .isEqualTo(IntStream.rangeClosed(1, 4_000)
                            .mapToObj(each -> "stderr error " + each)
                            .toList());
            assertThat(lines(terminal)).hasSize(8_000).doesNotHaveDuplicates();
            assertThat(lines(silent)).isEmpty();
            assertThat(found(busy, "q=LINE%203999")).containsExactly("stdout line 3999");
            assertThat(found(busy, "regex=true&q=error%2039%5Cd%5B05%5D%24&stream=stderr"))
                    .hasSize(20);
        }
    }

    @Test
    void administratorChoosesWhoseLogIsKeptUnlessTheOwnerForbidsIt() {
        String counting = "i=0; while true; do i=$((i+1)); echo line $i; sleep 0.1; done";
        try (TestContainer plain = TestContainer.running(counting);
                TestContainer forbidden = TestContainer.running(counting, "--label", "portreeve.logs=false")) {
            awaitAnswer(plain, "granted");
            awaitAnswer(forbidden, "forbidden");
            choose(forbidden, "keep", "forbidden");
            choose(plain, "keep", "granted");
            awaitMore(plain, 0);
            choose(plain, "skip", "granted");
            int before = awaitNoMore(plain);
            kill("agent");
            try (TestContainer labelled =
                    TestContainer.running("echo read; sleep 1000", "--label", "portreeve.logs=true")) {
                awaitLine(labelled, "read");
            }
            assertThat(awaitNoMore(plain)).isEqualTo(before);
            choose(plain, "keep", "granted");
            awaitMore(plain, before);
            assertThat(lines(plain)).doesNotHaveDuplicates();
            assertThat(StoredLog.entries(api, id(plain)))
                    .filteredOn(entry -> entry.get("stream").asText().equals("gap"))
                    .extracting(entry -> entry.get("text").asText())
                    .containsExactly("unwanted");
            TestEngine.docker("rename", plain.id(), "renamed-" + UUID.randomUUID())
                    .orFail();
            try (TestContainer again = TestContainer.named(plain.name(), "echo made anew; sleep 1000")) {
                awaitLine(again, "made anew");
            }
            assertThat(lines(forbidden)).isEmpty();
        }
    }

    private void choose(TestContainer container, String choice, String answer) {
        Api.Answer chosen = api.put(path(container) + "/choice", Map.of("choice", choice));
        assertThat(chosen.body().path("choice").asText()).isEqualTo(choice);
        assertThat(chosen.body().path("answer").asText()).isEqualTo(answer);
    }

    private void awaitAnswer(TestContainer container, String answer) {
        PortreeveProcess.await(
                answer,
                SOON,
                () -> api.get(path(container) + "/choice")
                        .body()
                        .path("answer")
                        .asText()
                        .equals(answer));
    }

    private void awaitMore(TestContainer container, int than) {
        PortreeveProcess.await("more lines", SOON, () -> lines(container).size() > than + 20);
    }

    /** A container that writes ten lines a second, of which nothing came for ten seconds, is not kept. */
    private int awaitNoMore(TestContainer container) {
        AtomicInteger last = new AtomicInteger(-1);
        AtomicLong since = new AtomicLong();
        PortreeveProcess.await("no more lines", SOON, () -> {
            int now = lines(container).size();
            if (last.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > Duration.ofSeconds(10).toNanos();
        });
        return last.get();
    }

    private void kill(String part) {
        long before = process.pid(part);
        PortreeveProcess.kill(before);
        PortreeveProcess.await(part, SOON, () -> process.isRunning(part) && process.pid(part) != before);
    }

    private void awaitLine(TestContainer container, String line) {
        String query = "regex=true&limit=1&q=%5E" + line.replace(" ", "%20") + "%24";
        PortreeveProcess.await(line, SOON, () -> isThere(container, query, line));
    }

    private boolean isThere(TestContainer container, String query, String line) {
        try {
            return found(container, query).stream().anyMatch(each -> each.endsWith(line));
        } catch (RuntimeException | AssertionError away) {
            // While it is restarted nobody answers.
            return false;
        }
    }

    private List<String> found(TestContainer container, String query) {
        JsonNode page = api.read(path(container) + "?" + query);
        List<String> lines = new ArrayList<>();
        page.get("items")
                .forEach(item -> lines.add(
                        item.get("stream").asText() + " " + item.get("text").asText()));
        return lines;
    }

    private List<String> lines(TestContainer container) {
        return StoredLog.lines(api, id(container));
    }

    private String path(TestContainer container) {
        return "/api/v1/containers/" + id(container) + "/logs";
    }

    private String id(TestContainer container) {
        return api.read("/api/v1/containers?q=" + container.name())
                .at("/items/0/id")
                .asText();
    }
}
