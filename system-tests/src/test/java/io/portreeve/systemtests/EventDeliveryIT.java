package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.systemtests.fixture.Database;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.Shell;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens is stored once each, or a gap says that it may be missing, whatever is killed in between. */
class EventDeliveryIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int MORE_THAN_REMEMBERED = 300;

    private Path data;
    private PortreeveProcess process;

    @BeforeAll
    static void prepare() {
        RunningPortreeve.prepare();
    }

    @BeforeEach
    void start() {
        data = Workspace.directory("events");
        process = PortreeveProcess.start(data, Workspace.freePort(), "--docker-host", TestEngine.host());
        process.awaitReady();
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void eachEventIsStoredOnceThoughTheAgentIsKilledBetween() {
        try (TestContainer sick = TestContainer.running(
                        "sleep 3600",
                        "--health-cmd",
                        "test ! -e /sick",
                        "--health-interval",
                        "1s",
                        "--health-retries",
                        "1");
                TestContainer ending = TestContainer.running("until test -e /end; do sleep 0.2; done; exit 3");
                TestContainer greedy = TestContainer.running(
                        "until test -e /eat; do sleep 0.2; done; head -c 200000000 /dev/zero | tail; sleep 1",
                        "--memory",
                        "16m",
                        "--memory-swap",
                        "16m")) {
            awaitStored(sick, "container.health healthy");
            awaitStored(ending, "container.start");
            awaitStored(greedy, "container.start");

            killAgentAnd(() -> TestEngine.docker("exec", ending.name(), "touch", "/end"));
            awaitStored(ending, "container.die 3");
            killAgentAnd(() -> TestEngine.docker("exec", greedy.name(), "touch", "/eat"));
            awaitStored(greedy, "container.oom");
            killAgentAnd(() -> TestEngine.docker("exec", sick.name(), "touch", "/sick"));
            awaitStored(sick, "container.health unhealthy");
            killAgentAnd(() -> TestEngine.docker("restart", "--time", "0", sick.name()));
            awaitStored(sick, "container.restart");
            awaitStored(greedy, "container.die");

            assertThat(stored(ending)).containsExactly("container.create", "container.start", "container.die 3");
            assertThat(stored(sick).stream().filter(kind -> !kind.startsWith("container.health")))
                    .containsSubsequence(
                            "container.create",
                            "container.start",
                            "container.die 137",
                            "container.stop",
                            "container.start",
                            "container.restart")
                    .filteredOn(kind -> !kind.equals("container.kill"))
                    .hasSize(6);
            assertThat(gaps()).isEmpty();
        }
    }

    @Test
    void moreThanTheEngineRemembersWhileTheAgentIsAwayIsToldAsAGap() {
        try (TestContainer container = TestContainer.running("sleep 3600")) {
            awaitStored(container, "container.start");
            signal("-STOP", process.pid());
            // Whoever should take note of its end is stopped, so that nobody waits for that.
            signal("-KILL", process.pid("agent"));
            for (int i = 0; i < MORE_THAN_REMEMBERED / 2; i++) {
                TestEngine.docker("pause", container.name()).orFail();
                TestEngine.docker("unpause", container.name()).orFail();
            }
            signal("-CONT", process.pid());

            PortreeveProcess.await("a gap", SOON, () -> gaps().contains("agent-stopped"));
            TestEngine.docker("kill", container.name()).orFail();
            awaitStored(container, "container.die 137");
            assertThat(gaps()).contains("agent-stopped");
        }
    }

    private void killAgentAnd(Runnable step) {
        int before = restarts();
        PortreeveProcess.kill(process.pid("agent"));
        step.run();
        PortreeveProcess.await("the agent", SOON, () -> restarts() > before);
    }

    private int restarts() {
        return process.output().split("Agent runs again", -1).length;
    }

    private void awaitStored(TestContainer container, String kind) {
        PortreeveProcess.await(kind, SOON, () -> stored(container).stream().anyMatch(found -> found.startsWith(kind)));
    }

    private static void signal(String signal, long pid) {
        Shell.run(Map.of(), Duration.ofSeconds(10), List.of("kill", signal, Long.toString(pid)))
                .orFail();
    }

    private List<String> stored(TestContainer container) {
        return read("""
                select concat_ws(' ', kind, exit_code::text, attributes ->> 'health') from portreeve.events
                 where docker_id = ? and kind like 'container.%' order by id
                """, container.id());
    }

    private List<String> gaps() {
        return read("select attributes ->> 'reason' from portreeve.events where kind = ? order by id", "gap");
    }

    /** Nothing while the database cannot be asked. */
    private List<String> read(String question, String parameter) {
        List<String> answers = new ArrayList<>();
        try (Connection connection = Database.connect(data);
                PreparedStatement select = connection.prepareStatement(question)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            return List.of();
        }
        return answers;
    }
}
