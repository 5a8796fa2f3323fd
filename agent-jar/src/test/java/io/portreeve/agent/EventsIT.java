package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.link.FakeCloud;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Inventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsIT {
    @TempDir
    Path directory;

    private final TestEngine engine = new TestEngine();
    private FakeCloud cloud;
    private Identity identity;
    private Optional<RunningAgent> agent = Optional.empty();

    @BeforeEach
    void prepare() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        cloud = FakeCloud.open();
        identity = new Identity(
                UUID.randomUUID(),
                UUID.randomUUID(),
                cloud.url(),
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    }

    @AfterEach
    void cleanUp() {
        agent.ifPresent(RunningAgent::close);
        cloud.close();
        engine.close();
    }

    @Test
    void lifeOfAContainerIsToldInOrder() throws Exception {
        start();
        String id = engine.run("sleep 1000", "--label", "com.docker.compose.project=shop");
        engine.docker("pause", id);
        engine.docker("unpause", id);
        engine.docker("rename", id, "renamed-" + id);
        engine.docker("update", "--restart", "no", id);
        engine.docker("exec", id, "true");
        engine.docker("restart", "-t", "0", id);
        engine.docker("stop", "-t", "0", id);
        engine.remove(id);

        await().until(() -> kinds(id).contains("container.destroy"));
        // The engine kills twice, gently and then not, when it is not to wait.
        assertThat(kinds(id).stream().filter(kind -> !kind.equals("container.kill")))
                .containsExactly(
                        "container.create",
                        "container.start",
                        "container.pause",
                        "container.unpause",
                        "container.rename",
                        "container.update",
                        "container.die",
                        "container.stop",
                        "container.start",
                        "container.restart",
                        "container.die",
                        "container.stop",
                        "container.destroy");
        assertThat(events(id))
                .allSatisfy(event -> assertThat(event.composeProject()).isEqualTo("shop"));
        assertThat(events(id).get(4).attributes()).containsKey(EngineEvent.OLD_NAME);
        assertThat(events(id).get(8).exitCode()).contains(137);
        assertThat(gaps()).isEmpty();
    }

    @Test
    void processThatTakesMoreMemoryThanItMayIsToldOf() throws Exception {
        start();
        String id = engine.run("head -c 200000000 /dev/zero | tail", "--memory", "16m", "--memory-swap", "16m");
        await().until(() -> kinds(id).contains("container.oom") && kinds(id).contains("container.die"));
    }

    @Test
    void healthIsToldWhenItChangesAndProbesAreNot() throws Exception {
        start();
        String id = engine.run(
                "sleep 1000", "--health-cmd", "test ! -e /sick", "--health-interval", "1s", "--health-retries", "1");
        await().until(() -> health(id).contains("healthy"));
        engine.docker("exec", id, "touch", "/sick");
        await().until(() -> health(id).contains("unhealthy"));
        engine.docker("exec", id, "rm", "/sick");
        await().until(() -> health(id).size() == 3);
        assertThat(health(id)).containsExactly("healthy", "unhealthy", "healthy");
        assertThat(events(id)).noneMatch(event -> event.kind().contains("exec"));
    }

    private boolean isFollowed() {
        return Files.exists(directory.resolve(identity.agentId().toString()).resolve("events.json"));
    }

    @Test
    void whatHappensWhileTheAgentIsAwayIsToldOnceWhenItIsBack() throws Exception {
        start();
        String id = engine.run("sleep 1000");
        await().until(() -> kinds(id).contains("container.start"));
        await().until(this::isFollowed);
        stop();
        engine.docker("kill", id);
        engine.docker("start", id);
        start();

        await().until(() -> kinds(id).size() == 5);
        engine.docker("pause", id);
        engine.docker("unpause", id);
        await().until(() -> kinds(id).contains("container.unpause"));
        assertThat(kinds(id).subList(2, kinds(id).size()))
                .containsExactly(
                        "container.kill", "container.die", "container.start", "container.pause", "container.unpause");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void moreThanTheEngineRemembersIsAGap() throws Exception {
        start();
        String id = engine.run("sleep 1000");
        await().until(() -> kinds(id).contains("container.start"));
        await().until(this::isFollowed);
        stop();
        IntStream.range(0, 130).forEach(i -> {
            engine.docker("pause", id);
            engine.docker("unpause", id);
        });
        start();

        await().until(() -> !gaps().isEmpty());
        assertThat(gaps().get(0).reason()).isEqualTo(EventGap.AGENT_STOPPED);
        assertThat(gaps().get(0).from()).isBefore(gaps().get(0).to());
    }

    private void start() throws Exception {
        Path file = directory.resolve("agent.properties");
        Files.writeString(file, "");
        AgentConfig config = ConfigReader.read(
                        Map.of(Setting.DOCKER_HOST, engine.host().toString(), Setting.STATE_DIR, directory.toString()),
                        Map.of(),
                        file)
                .config();
        int before = cloud.connections().size();
        agent = Optional.of(RunningAgent.start(config, CloudAddress.of(cloud.url(), false), identity));
        await().until(() -> cloud.connection(before)
                .filter(connection -> !connection.heard(Inventory.class).isEmpty())
                .isPresent());
    }

    private void stop() {
        agent.ifPresent(RunningAgent::close);
        agent = Optional.empty();
    }

    private List<EngineEvent> events(String id) {
        return batches().stream()
                .flatMap(batch -> batch.events().stream())
                // As the cloud counts them: told again is not happened again.
                .distinct()
                .filter(event -> event.dockerId().equals(id) && event.kind().startsWith("container."))
                .toList();
    }

    private List<String> kinds(String id) {
        return events(id).stream().map(EngineEvent::kind).toList();
    }

    private List<String> health(String id) {
        return events(id).stream()
                .filter(event -> event.kind().equals("container.health"))
                .map(event -> event.attributes().get(EngineEvent.HEALTH))
                .toList();
    }

    private List<EventGap> gaps() {
        // What one container was too loud for may have been left by another test.
        return batches().stream()
                .flatMap(batch -> batch.gaps().stream())
                .filter(gap -> gap.dockerId().isEmpty())
                .toList();
    }

    private List<EventsBatch> batches() {
        return cloud.connections().stream()
                .flatMap(connection -> connection.heard(EventsBatch.class).stream())
                .toList();
    }
}
