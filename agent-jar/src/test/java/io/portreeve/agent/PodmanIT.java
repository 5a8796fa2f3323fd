package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.link.FakeCloud;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.ActionOutcome;
import io.portreeve.contract.message.ActionRequested;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent at the socket of a real Podman. */
class PodmanIT {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Podman podman;
    private FakeCloud cloud;

    @BeforeEach
    void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        podman = Podman.started();
        opened.push(podman);
        cloud = FakeCloud.open();
        opened.push(cloud);
        cloud.sampleInterval(INTERVAL);
        cloud.understands(Capability.TWO_STREAMS, Capability.LOGS, Capability.ACTIONS);
        Identity identity = new Identity(
                UUID.randomUUID(),
                UUID.randomUUID(),
                cloud.url(),
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        await().until(() -> Files.exists(Path.of(podman.host().getPath())));
        opened.push(RunningAgent.start(
                ConfigReader.read(
                                Map.of(
                                        Setting.DOCKER_HOST,
                                        podman.host().toString(),
                                        Setting.STATE_DIR,
                                        directory.toString(),
                                        Setting.RELIST_INTERVAL,
                                        "PT2S"),
                                Map.of(),
                                Files.createFile(directory.resolve("agent.properties")))
                        .config(),
                CloudAddress.of(cloud.url(), false),
                identity));
        await().until(() -> !heard(Inventory.class).isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void containerIsSeenMeasuredAndStopped() {
        String id = podman.run(
                "trap 'echo bye; exit 7' TERM; echo hello; while :; do seq 1 2000 > /dev/null; sleep 0.05; done",
                "--name",
                "one",
                "--memory",
                "64m",
                "--label",
                "portreeve.logs=true",
                "--label",
                "com.docker.compose.project=shop");

        ContainerFacts facts =
                await().until(() -> facts(id), Optional::isPresent).orElseThrow();
        assertThat(facts.name()).isEqualTo("one");
        assertThat(facts.composeProject()).isEqualTo("shop");
        ContainerSample sample =
                await().until(() -> sample(id, facts), Optional::isPresent).orElseThrow();
        assertThat(sample.value(Metric.CPU_CORES)).isBetween(0.001, 2.0);
        assertThat(sample.value(Metric.MEMORY_BYTES)).isBetween(10_000.0, 64.0 * 1024 * 1024);
        assertThat(sample.value(Metric.MEMORY_LIMIT_BYTES)).isEqualTo(64 * 1024 * 1024);
        await().until(() -> lines(id).contains("hello"));

        ActionRequest stop = new ActionRequest(
                UUID.randomUUID(),
                id,
                new ContainerAction.Stop(Duration.ofSeconds(20)),
                Precondition.NONE,
                Duration.ofMinutes(1));
        cloud.connection(cloud.connections().size() - 1).orElseThrow().say(new ActionRequested(stop));

        ActionResult result =
                await().until(() -> outcome(stop), Optional::isPresent).orElseThrow();
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.after().orElseThrow().exitCode()).contains(7);
        await().until(() -> lines(id).contains("bye"));
        await().until(() -> kinds(id).contains("container.die"));
        assertThat(lines(id)).doesNotHaveDuplicates();
        assertThat(kinds(id)).doesNotHaveDuplicates().startsWith("container.create", "container.start");
    }

    private Optional<ActionResult> outcome(ActionRequest request) {
        return heard(ActionOutcome.class).stream()
                .map(ActionOutcome::result)
                .filter(result -> result.id().equals(request.id()))
                .findFirst();
    }

    private Optional<ContainerFacts> facts(String id) {
        return heard(Inventory.class).stream()
                .flatMap(inventory -> inventory.containers().stream())
                .filter(container -> container.dockerId().equals(id))
                .findFirst();
    }

    private Optional<ContainerSample> sample(String id, ContainerFacts facts) {
        return heard(MetricsBatch.class).stream()
                .flatMap(batch -> batch.first().samples().stream())
                .filter(sample ->
                        sample.container() == facts.number() && facts.dockerId().equals(id))
                .filter(sample -> sample.value(Metric.CPU_CORES) > 0)
                .findFirst();
    }

    private List<String> lines(String id) {
        return heard(LogsBatch.class).stream()
                .flatMap(batch -> batch.containers().stream())
                .filter(log -> log.dockerId().equals(id))
                .flatMap(log -> log.lines().stream())
                .map(LogLine::text)
                .toList();
    }

    private List<String> kinds(String id) {
        return heard(EventsBatch.class).stream()
                .flatMap(batch -> batch.events().stream())
                .distinct()
                .filter(event -> event.dockerId().equals(id))
                .map(EngineEvent::kind)
                .toList();
    }

    private <T extends AgentMessage> List<T> heard(Class<T> type) {
        return cloud.connections().stream()
                .flatMap(connection -> connection.heard(type).stream())
                .toList();
    }
}
