package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.agent.FaultProxy;
import io.portreeve.systemtests.fixture.AgentProcess;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.OwnEngine;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.StoredFacts;
import io.portreeve.systemtests.fixture.StoredFacts.Missing;
import io.portreeve.systemtests.fixture.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Over two hundred faults on the way, agents, the cloud and the engine killed among them: what was read, what happened
 * and what was written is stored once, or its gap is told.
 */
class FaultsIT {
    private static final int FAULTS = 200;
    private static final int AGENTS = 4;
    private static final int FAULTS_BETWEEN_KILLS = 25;
    private static final int FAULTS_BETWEEN_EVENTS = 8;
    private static final int FAULTS_BEFORE_THE_ENGINE_DIES = 60;
    private static final int FAULTS_BEFORE_THE_CLOUD_DIES = 120;
    private static final int LONGEST_PAUSE_NANOS = 400_000_000;
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration STORM = Duration.ofMinutes(5);
    private static final String PASSWORD = "correct horse battery staple";

    /** Between two readings, with room for a machine that has better things to do. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(19);

    /** The same where a process has to start in between. */
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    /** A line that can be told from every other one, also after the container has started again. */
    private static final String WRITING =
            "run=$(cat /proc/sys/kernel/random/uuid); i=0; while true; do i=$((i+1)); echo $run $i; sleep 0.3; done";

    private final long seed = Long.getLong("portreeve.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Path data = Workspace.directory("faults");
    private final StoredFacts stored = new StoredFacts(data);
    private final List<AgentProcess> agents = new ArrayList<>();
    private final Map<String, List<Missing>> kills = new HashMap<>();
    private final List<Missing> pauses = new ArrayList<>();
    private Api api;

    @BeforeAll
    static void prepare() {
        RunningPortreeve.prepare();
    }

    @Test
    void whatWasCollectedIsStoredOnceOrItsGapIsTold() {
        System.out.println("faults: again with -Dportreeve.seed=" + seed);
        try (OwnEngine engine = OwnEngine.started();
                PortreeveProcess process = PortreeveProcess.start(
                        data, Workspace.freePort(), "--no-agent", "--admin-password", PASSWORD)) {
            String steady = engine.run("steady", "sleep 3600");
            engine.run("writer", WRITING, "--label", "portreeve.logs=true");
            String lively = engine.run("lively", "sleep 3600");
            process.awaitReady();
            try (FaultProxy proxy = FaultProxy.before(process.url())) {
                enrol(process, proxy, engine);
                int faults = storm(process, proxy, engine);
                engine.docker("stop", "--time", "1", "writer");
                Instant end = Instant.now();
                System.out.println("faults: " + proxy.happened() + ", killed " + kills);
                assertThat(faults).as(proxy.happened().toString()).isGreaterThanOrEqualTo(FAULTS);
                assertLines(engine);
                assertEvents(lively);
                assertReadings(steady, end);
            } finally {
                agents.forEach(AgentProcess::close);
            }
        }
    }

    private void enrol(PortreeveProcess process, FaultProxy proxy, OwnEngine engine) {
        api = Api.signedIn(process.url(), "admin@localhost", PASSWORD);
        String token = api.post("/api/v1/enrolment-tokens", Map.of("uses", AGENTS))
                .body()
                .get("token")
                .asText();
        for (int agent = 0; agent < AGENTS; agent++) {
            agents.add(AgentProcess.enrolled(proxy.url(), token, name(agent), engine.host()));
            kills.put(name(agent), new ArrayList<>());
        }
    }

    private int storm(PortreeveProcess process, FaultProxy proxy, OwnEngine engine) {
        long until = System.nanoTime() + STORM.toNanos();
        int before = 0;
        int faults = 0;
        while (faults < FAULTS && System.nanoTime() < until) {
            proxy.strike(random);
            LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
            faults = proxy.happened().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            for (int fault = before + 1; fault <= faults; fault++) {
                between(fault, process, engine);
            }
            before = faults;
        }
        return faults;
    }

    private void between(int fault, PortreeveProcess process, OwnEngine engine) {
        if (fault % FAULTS_BETWEEN_KILLS == 0) {
            int agent = random.nextInt(AGENTS);
            Instant from = Instant.now();
            agents.get(agent).killAndStart();
            kills.get(name(agent)).add(new Missing(from, Instant.now(), "agent"));
        }
        if (fault % FAULTS_BETWEEN_EVENTS == 0) {
            Instant from = Instant.now();
            engine.docker("pause", "lively");
            pauses.add(new Missing(from, Instant.now(), "pause"));
            engine.docker("unpause", "lively");
        }
        if (fault == FAULTS_BEFORE_THE_ENGINE_DIES) {
            Instant from = Instant.now();
            engine.killAndStart();
            PortreeveProcess.await(
                    "containers run again",
                    SOON,
                    () -> engine.docker("ps", "--quiet").lines().count() == 3);
            Missing restart = new Missing(from, Instant.now(), "engine");
            kills.values().forEach(each -> each.add(restart));
        }
        if (fault == FAULTS_BEFORE_THE_CLOUD_DIES) {
            PortreeveProcess.kill(process.pid("payara"));
        }
    }

    private void assertLines(OwnEngine engine) {
        List<String> written =
                engine.docker("logs", "--timestamps", "writer").lines().toList();
        String last = text(written.get(written.size() - 1));
        PortreeveProcess.await("the cloud", SOON, () -> logs().size() == AGENTS);
        for (String log : logs()) {
            PortreeveProcess.await(
                    "the last line",
                    SOON,
                    () -> entries(log, "?limit=20").stream()
                            .anyMatch(entry -> entry.get("text").asText().equals(last)));
            List<JsonNode> entries = all(log);
            List<String> lines = entries.stream()
                    .filter(entry -> !entry.get("stream").asText().equals("gap"))
                    .map(entry -> entry.get("text").asText())
                    .toList();
            List<Missing> gaps = entries.stream()
                    .filter(entry -> entry.get("stream").asText().equals("gap"))
                    .map(FaultsIT::gap)
                    .toList();
            assertThat(lines).as("no line twice").doesNotHaveDuplicates();
            HashSet<String> known = new HashSet<>(lines);
            assertThat(written.stream()
                            .filter(line -> !known.contains(text(line)))
                            .filter(line -> gaps.stream().noneMatch(gap -> gap.covers(at(line)))))
                    .as("missing without one of the gaps %s", gaps)
                    .isEmpty();
            System.out.println("faults: " + lines.size() + " of " + written.size() + " lines, gaps " + gaps);
        }
    }

    private void assertEvents(String lively) {
        for (int agent = 0; agent < AGENTS; agent++) {
            String name = name(agent);
            PortreeveProcess.await(
                    "each pause or a gap of " + name + ": " + pauses,
                    SOON,
                    () -> pauses.stream().allMatch(pause -> isTold(name, lively, pause)));
            List<Instant> told = stored.events(name, lively, "container.pause");
            assertThat(told).as("no event twice").doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(pauses.size());
            System.out.println(
                    "faults: " + told.size() + " of " + pauses.size() + " pauses, gaps " + stored.gaps(name));
        }
    }

    private boolean isTold(String agent, String lively, Missing pause) {
        return stored.events(agent, lively, "container.pause").stream().anyMatch(pause::covers)
                || stored.gaps(agent).stream()
                        .filter(gap -> !gap.reason().startsWith("readings-"))
                        .anyMatch(gap -> gap.covers(pause.from()) || gap.covers(pause.to()));
    }

    private void assertReadings(String steady, Instant end) {
        for (int agent = 0; agent < AGENTS; agent++) {
            String name = name(agent);
            PortreeveProcess.await(
                    "readings of " + name + " after " + end,
                    SOON,
                    () -> stored.readAt(name, steady).stream().anyMatch(at -> at.isAfter(end)));
            assertComplete(name, stored.readAt(name, steady));
        }
    }

    private void assertComplete(String agent, List<Instant> readings) {
        assertThat(readings).as("no reading twice").doesNotHaveDuplicates();
        for (int index = 1; index < readings.size(); index++) {
            Instant from = readings.get(index - 1);
            Instant to = readings.get(index);
            boolean killed = kills.get(agent).stream()
                    .anyMatch(kill -> kill.from().isBefore(to) && kill.to().isAfter(from));
            boolean told = stored.gaps(agent).stream()
                    .filter(gap -> gap.reason().startsWith("readings-"))
                    .anyMatch(gap -> gap.from().isBefore(to) && gap.to().isAfter(from));
            if (!told) {
                assertThat(Duration.between(from, to))
                        .as("no gap of %s after %s in %s, killed %s", agent, from, readings, kills.get(agent))
                        .isLessThan(killed ? LONGEST_START : LONGEST_GAP);
            }
        }
    }

    /** The paths of the container's logs, one of each agent; none while nobody answers. */
    private List<String> logs() {
        try {
            JsonNode items = api.read("/api/v1/containers?q=writer").get("items");
            return IntStream.range(0, items.size())
                    .mapToObj(item ->
                            "/api/v1/containers/" + items.get(item).get("id").asText() + "/logs")
                    .toList();
        } catch (RuntimeException | AssertionError away) {
            return List.of();
        }
    }

    private List<JsonNode> entries(String log, String query) {
        try {
            List<JsonNode> entries = new ArrayList<>();
            api.read(log + query).get("items").forEach(entries::add);
            return entries;
        } catch (RuntimeException | AssertionError away) {
            return List.of();
        }
    }

    private List<JsonNode> all(String log) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = api.read(log + "?limit=1000" + cursor);
            page.get("items").forEach(all::add);
            cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : null;
        }
        return all;
    }

    private static Missing gap(JsonNode entry) {
        return new Missing(
                Instant.parse(entry.get("from").asText()),
                Instant.parse(entry.get("at").asText()),
                entry.get("text").asText());
    }

    private static Instant at(String line) {
        return Instant.parse(line.substring(0, line.indexOf(' ')));
    }

    private static String text(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    private static String name(int agent) {
        return "host-" + agent;
    }
}
