package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.systemtests.fixture.AgentProcess;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.FirstHost;
import io.portreeve.systemtests.fixture.LiveLog;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What containers write is seen as it is written, by a real agent from a real engine, and kept nowhere. */
@ExtendWith(RunningPortreeve.class)
class LiveLogIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String COUNTING =
            "i=0; while true; do i=$((i+1)); echo line $i; echo error $i >&2; sleep 0.2; done";

    /** Of a thread, as the kernel keeps it. */
    private static final int LONGEST_NAME = 15;

    private final RunningPortreeve.Running portreeve;
    private Api api;

    LiveLogIT(RunningPortreeve.Running portreeve) {
        this.portreeve = portreeve;
    }

    @BeforeEach
    void signIn() {
        api = portreeve.api();
    }

    @Test
    void containerThatNobodyLabelledIsWatchedUntilNobodyLooksAndNothingIsStored() {
        try (TestContainer counting = TestContainer.running(COUNTING)) {
            String id = FirstHost.idOf(api, counting);
            long agent = portreeve.process().pid("agent");
            try (LiveLog log = LiveLog.of(api, id)) {
                await("lines", () -> numbers(log, "stdout line ").size() > 10);
                await("errors", () -> numbers(log, "stderr error ").size() > 10);
                assertThat(log.states()).containsExactly("waiting", "following");
                List<Integer> told = numbers(log, "stdout line ");
                assertThat(told)
                        .isEqualTo(IntStream.range(told.get(0), told.get(0) + told.size())
                                .boxed()
                                .toList());
                assertThat(log.missed()).isZero();
                assertThat(isRead(agent, counting)).isTrue();
            }
            await("the end of reading", () -> !isRead(agent, counting));
            assertThat(api.read("/api/v1/containers/" + id + "/logs").get("items"))
                    .isEmpty();
        }
    }

    @Test
    void terminalIsWatchedInWholeLines() {
        try (TestContainer counting = TestContainer.running(COUNTING, "--tty");
                LiveLog log = LiveLog.of(api, FirstHost.idOf(api, counting))) {
            await("lines", () -> numbers(log, "stdout line ").size() > 5);
            await("errors", () -> numbers(log, "stdout error ").size() > 5);
            assertThat(log.lines()).allMatch(line -> line.matches("stdout (line|error) \\d+"));
        }
    }

    @Test
    void containerThatRunsAgainGoesOnAndOneThatIsRemovedEnds() {
        try (TestContainer counting = TestContainer.running("echo begun; " + COUNTING);
                LiveLog log = LiveLog.of(api, FirstHost.idOf(api, counting))) {
            await("lines", () -> numbers(log, "stdout line ").size() > 2);
            TestEngine.docker("restart", "--time", "0", counting.name()).orFail();
            await("the next run", () -> count(log, "stdout begun") == 2);
            await(
                    "its lines",
                    () -> numbers(log, "stdout line ").stream()
                                    .filter(each -> each == 3)
                                    .count()
                            == 2);
            TestEngine.docker("stop", "--time", "0", counting.name()).orFail();
            await("the stop", () -> last(log.states()).equals("stopped"));
            TestEngine.docker("start", counting.name()).orFail();
            await("the third run", () -> count(log, "stdout begun") == 3);
            await("that it goes on", () -> last(log.states()).equals("following"));
            assertThat(log.end()).isEmpty();
            // Until a reading of it is stored, its agent goes on listing it; there is one after ten seconds.
            await("a reading", () -> numbers(log, "stdout line ").contains(60));
            TestEngine.docker("rm", "--force", counting.name()).orFail();
            await("the end", () -> !log.end().isEmpty());
            assertThat(log.end()).isEqualTo("container-gone");
        }
    }

    @Test
    void containerThatHasStoppedShowsItsLastLines() {
        try (TestContainer ended = TestContainer.running("for i in 1 2 3; do echo line $i; done");
                LiveLog log = LiveLog.of(api, FirstHost.idOf(api, ended))) {
            await("lines", () -> log.lines().equals(List.of("stdout line 1", "stdout line 2", "stdout line 3")));
            await("the state", () -> last(log.states()).equals("stopped"));
        }
    }

    @Test
    void whatTheOwnerSaysHoldsForWhatIsWatched() {
        Map<String, String> strict =
                Map.of("PORTREEVE_AGENT_LOGS_RATE", "10", "PORTREEVE_AGENT_LOGS_REDACT", "code=(\\d+)");
        String flood = "sleep 8; i=0; while true; do i=$((i+1)); echo code=$i; [ $((i % 100)) = 0 ] && sleep 0.2; done";
        try (AgentProcess agent = agent("strict", strict);
                TestContainer busy = TestContainer.running(flood);
                LiveLog log = LiveLog.of(api, id(busy, "strict"))) {
            await("what was left out", () -> log.missed() > 100);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.matches(".*code=\\d.*"));
            assertThat(agent.output()).doesNotContain("SEVERE");
        }
    }

    @Test
    void ownerForbidsIt() {
        try (AgentProcess agent = agent("closed", Map.of("PORTREEVE_AGENT_LOGS_LIVE", "false"));
                TestContainer counting = TestContainer.running(COUNTING);
                LiveLog log = LiveLog.of(api, id(counting, "closed"))) {
            await("the end", () -> log.end().equals("forbidden"));
            assertThat(log.lines()).isEmpty();
            assertThat(isRead(agent.pid(), counting)).isFalse();
        }
    }

    @Test
    void labelForbidsIt() {
        try (TestContainer counting = TestContainer.running(COUNTING, "--label", "portreeve.logs=false");
                LiveLog log = LiveLog.of(api, FirstHost.idOf(api, counting))) {
            await("the end", () -> log.end().equals("opted-out"));
            assertThat(log.lines()).isEmpty();
        }
    }

    private AgentProcess agent(String name, Map<String, String> settings) {
        String token = api.post("/api/v1/enrolment-tokens", Map.of())
                .body()
                .get("token")
                .asText();
        return AgentProcess.enrolled(portreeve.url(), token, name, TestEngine.host(), settings);
    }

    /** As the host of that name has it. */
    private String id(TestContainer container, String host) {
        String path = "/api/v1/containers?q=" + container.name();
        await(container.name(), () -> found(path, host).isPresent());
        return found(path, host).orElseThrow();
    }

    private Optional<String> found(String path, String host) {
        return StreamSupport.stream(api.read(path).get("items").spliterator(), false)
                .filter(item -> item.get("hostName").asText().equals(host))
                .map(item -> item.get("id").asText())
                .findFirst();
    }

    private static void await(String what, BooleanSupplier condition) {
        PortreeveProcess.await(what, SOON, condition);
    }

    private static List<Integer> numbers(LiveLog log, String prefix) {
        return log.lines().stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Integer.valueOf(line.substring(prefix.length())))
                .toList();
    }

    private static long count(LiveLog log, String line) {
        return log.lines().stream().filter(line::equals).count();
    }

    private static String last(List<String> states) {
        return states.isEmpty() ? "" : states.get(states.size() - 1);
    }

    /** Whether an agent's process reads that log because somebody watches: each has a thread, named after its container. */
    private static boolean isRead(long agent, TestContainer container) {
        String name = ("tail-" + container.id()).substring(0, LONGEST_NAME);
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(agent), "task"))) {
            return threads.anyMatch(thread -> nameOf(thread).strip().equals(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            // It ended meanwhile.
            return "";
        }
    }
}
