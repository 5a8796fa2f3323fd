package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.link.FakeCloud;
import io.portreeve.contract.message.AgentStatus;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.MetricsBatch;
import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentIT {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final TestEngine engine = new TestEngine();
    private final Map<Setting, String> settings = new HashMap<>();
    private FakeCloud cloud;
    private Optional<RunningAgent> agent = Optional.empty();

    @BeforeEach
    void prepare() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        cloud = FakeCloud.open();
        cloud.sampleInterval(INTERVAL);
        settings.put(Setting.DOCKER_HOST, engine.host().toString());
        settings.put(Setting.STATE_DIR, directory.toString());
        settings.put(Setting.RELIST_INTERVAL, "PT2S");
        settings.put(Setting.ENGINE_DEADLINE, "PT2S");
    }

    @AfterEach
    void cleanUp() {
        agent.ifPresent(RunningAgent::close);
        cloud.close();
        engine.close();
    }

    @Test
    void processorTimeIsWhatControlGroupAndDockerStatsSay() throws Exception {
        // Little enough to be had on a busy machine, so that the limit and not the others say how much it is.
        String id = engine.run("while :; do :; done", "--cpus", "0.05");
        start();
        awaitSample(id, sample -> sample.value(Metric.CPU_CORES) > 0.02);
        int from = metrics().size();
        String before = ControlGroup.cpuStat(id);
        long usedBefore = ControlGroup.cpuNanos(id);
        long begun = System.nanoTime();
        double byDocker = IntStream.range(0, 10)
                        .mapToDouble(
                                i -> percent(engine.docker("stats", "--no-stream", "--format", "{{.CPUPerc}}", id)))
                        .average()
                        .orElseThrow()
                / 100;
        await().until(() -> metrics().size() >= from + 6);
        double byControlGroup = (ControlGroup.cpuNanos(id) - usedBefore) / (double) (System.nanoTime() - begun);

        List<MetricsBatch> all = metrics();
        List<MetricsBatch> batches = all.subList(from, all.size());
        double bySamples = batches.stream()
                .mapToDouble(batch -> sample(batch, id).orElseThrow().value(Metric.CPU_CORES))
                .average()
                .orElseThrow();

        assertThat(bySamples).isCloseTo(byControlGroup, within(byControlGroup * 0.1));
        assertThat(bySamples).isCloseTo(byDocker, within(byDocker * 0.1));
        // On a machine that is busy enough a container gets less than its limit, never more.
        assertThat(bySamples).isBetween(0.0, 0.055);
        double throttled = batches.stream()
                .mapToDouble(batch -> sample(batch, id).orElseThrow().value(Metric.CPU_THROTTLED_RATIO))
                .average()
                .orElseThrow();
        assertThat(throttled)
                .isCloseTo(throttledShare(before, ControlGroup.cpuStat(id)), within(0.15))
                .isPositive();
    }

    @Test
    void memoryLimitAndProcessesAreTheContainers() throws Exception {
        String id = engine.run(
                "head -c 20000000 /dev/zero | tail & sleep 1000 & sleep 1000", "--memory", "64m", "--pids-limit", "20");
        start();
        ContainerSample sample = awaitSample(id, seen -> seen.value(Metric.PIDS) >= 3);
        assertThat(sample.value(Metric.MEMORY_LIMIT_BYTES)).isEqualTo(64 * 1024 * 1024);
        assertThat(sample.value(Metric.MEMORY_BYTES)).isBetween(100_000.0, 64.0 * 1024 * 1024);
        assertThat(sample.value(Metric.CPU_THROTTLED_RATIO)).isNaN();
    }

    @Test
    void partsAddUpToTheWhole() throws Exception {
        String id = engine.run(
                "dd if=/dev/zero of=/dev/shm/held bs=1M count=32; while :; do cat /bin/busybox > /tmp/copy; done",
                "--cpus",
                "0.3");
        start();
        ContainerSample sample = awaitSample(
                id,
                seen -> seen.value(Metric.CPU_SYSTEM_CORES) > 0.02
                        && seen.value(Metric.CPU_CORES) > 0.2
                        && seen.value(Metric.MEMORY_CACHE_BYTES) > 30e6);
        assertThat(sample.value(Metric.CPU_USER_CORES) + sample.value(Metric.CPU_SYSTEM_CORES))
                .isCloseTo(sample.value(Metric.CPU_CORES), within(0.08));
        assertThat(sample.value(Metric.CPU_LIMIT_CORES)).isEqualTo(0.3);
        assertThat(sample.value(Metric.CPU_THROTTLED_CORES)).isGreaterThanOrEqualTo(0);
        double usage = sample.value(Metric.MEMORY_USAGE_BYTES);
        assertThat(sample.value(Metric.MEMORY_RSS_BYTES)).isPositive();
        assertThat(sample.value(Metric.MEMORY_RSS_BYTES) + sample.value(Metric.MEMORY_CACHE_BYTES))
                .isCloseTo(usage, within(0.15 * usage));
        assertThat(usage).isGreaterThanOrEqualTo(sample.value(Metric.MEMORY_BYTES));
        assertThat(sample.value(Metric.MEMORY_KILLS_PER_SECOND)).isZero();
    }

    @Test
    void blocksWrittenAreCounted() throws Exception {
        String id = engine.run(
                "while :; do dd if=/dev/zero of=/data/file bs=64k count=16 oflag=direct 2>/dev/null; sleep 0.2; done",
                "-v",
                "/data",
                // The kernel counts a device's blocks once there is a limit on it.
                "--device-write-bps",
                disk() + ":1gb");
        start();
        ContainerSample sample = awaitSample(id, seen -> seen.value(Metric.BLOCK_WRITTEN_BYTES_PER_SECOND) > 500_000);
        assertThat(sample.value(Metric.BLOCK_READ_BYTES_PER_SECOND)).isGreaterThanOrEqualTo(0);
        assertThat(sample.value(Metric.BLOCK_WRITE_OPERATIONS_PER_SECOND))
                .isBetween(1.0, sample.value(Metric.BLOCK_WRITTEN_BYTES_PER_SECOND) / 4096);
    }

    @Test
    void networkOfTwoContainersIsWhatOneSendsTheOther() throws Exception {
        String network = "agent-it-" + UUID.randomUUID();
        engine.docker("network", "create", "--subnet", "10.231.77.0/24", network);
        try {
            String server = engine.run(
                    "dd if=/dev/zero of=/tmp/file bs=100k count=10; httpd -f -p 80 -h /tmp",
                    "--network",
                    network,
                    "--ip",
                    "10.231.77.10");
            String client = engine.run(
                    "while :; do wget -q -O /dev/null http://10.231.77.10/file; sleep 0.2; done", "--network", network);
            start();
            ContainerSample sent =
                    awaitSample(server, sample -> sample.value(Metric.NETWORK_SENT_BYTES_PER_SECOND) > 100_000);
            ContainerSample received =
                    awaitSample(client, sample -> sample.value(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND) > 100_000);
            assertThat(sent.value(Metric.NETWORK_SENT_PACKETS_PER_SECOND)).isGreaterThan(1);
            assertThat(received.value(Metric.NETWORK_RECEIVED_PACKETS_PER_SECOND))
                    .isGreaterThan(1);
            assertThat(sent.value(Metric.NETWORK_ERRORS_PER_SECOND)).isZero();
            assertThat(sent.value(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND))
                    .isLessThan(sent.value(Metric.NETWORK_SENT_BYTES_PER_SECOND) / 5);
            assertThat(received.value(Metric.NETWORK_SENT_BYTES_PER_SECOND))
                    .isLessThan(received.value(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND) / 5);
        } finally {
            engine.close();
            engine.docker("network", "rm", network);
        }
    }

    @Test
    void containerOnTheHostsNetworkHasNoneOfItsOwn() throws Exception {
        String id = engine.run("sleep 1000", "--network", "host");
        start();
        assertThat(awaitSample(id, sample -> true).value(Metric.NETWORK_RECEIVED_BYTES_PER_SECOND))
                .isNaN();
    }

    @Test
    void containersThatComeRestartAndGoAreFollowed() throws Exception {
        start();
        String id = engine.run(
                "sleep 1000",
                "--label",
                "com.docker.compose.project=shop",
                "--label",
                "com.docker.compose.service=web");
        awaitSample(id, sample -> true);
        ContainerFacts facts = facts(id).orElseThrow();
        assertThat(facts.state()).isEqualTo("running");
        assertThat(facts.composeProject()).isEqualTo("shop");
        assertThat(facts.composeService()).isEqualTo("web");
        assertThat(facts.startedAt()).isPresent();
        assertThat(facts.exitCode()).isEmpty();

        engine.docker("restart", "-t", "0", id);
        await().until(() -> facts(id)
                .filter(now -> now.state().equals("running") && !now.startedAt().equals(facts.startedAt()))
                .isPresent());
        int restarted = metrics().size();
        await().until(() -> metrics().size() > restarted + 1
                && sample(metrics().get(metrics().size() - 1), id).isPresent());

        engine.docker("kill", id);
        await().until(() -> facts(id)
                .filter(now -> now.state().equals("exited") && now.exitCode().equals(Optional.of(137)))
                .isPresent());
        engine.remove(id);
        await().until(() -> facts(id).isEmpty());
    }

    @Test
    void containersWhoseFilesAreElsewhereAreReadThroughTheEngine() throws Exception {
        settings.put(Setting.CGROUP_ROOT, directory.resolve("nothing").toString());
        String id = engine.run("while :; do :; done", "--cpus", "0.1");
        start();
        awaitSample(
                id,
                sample -> sample.value(Metric.CPU_CORES) > 0.05
                        && sample.value(Metric.CPU_CORES) < 0.12
                        && sample.value(Metric.PIDS) >= 1);
    }

    @Test
    void hungEngineIsReportedWhileSamplesGoOnAndItRecovers() throws Exception {
        String id = engine.run("sleep 1000");
        Path socket = directory.resolve("docker.sock");
        try (StoppableProxy proxy =
                new StoppableProxy(socket, Path.of(engine.host().getPath()))) {
            settings.put(Setting.DOCKER_HOST, "unix://" + socket);
            start();
            awaitSample(id, sample -> true);

            proxy.hang(true);
            await().until(() -> lastStatus()
                    .engineProblem()
                    .filter(text -> text.contains("did not answer"))
                    .isPresent());
            int hung = metrics().size();
            await().until(() -> metrics().size() > hung + 2);
            assertThat(sample(metrics().get(hung + 1), id)).isPresent();

            proxy.hang(false);
            await().until(() -> lastStatus().engineProblem().isEmpty());
            String next = engine.run("sleep 1000");
            awaitSample(next, sample -> true);
            assertThat(cloud.connections()).hasSize(1);
        }
    }

    @Test
    void missingEngineIsSaidToBeMissingAndTheAgentConnectsAllTheSame() throws Exception {
        settings.put(Setting.DOCKER_HOST, "unix://" + directory.resolve("absent.sock"));
        start();
        await().until(() -> lastStatus()
                .engineProblem()
                .filter(text -> text.contains("is Docker running?"))
                .isPresent());
    }

    @Test
    void helloDescribesTheHost() throws Exception {
        start();
        await().until(() -> cloud.connection(0)
                .filter(connection -> !connection.heard(Hello.class).isEmpty())
                .isPresent());
        Hello hello = cloud.connection(0).orElseThrow().heard(Hello.class).get(0);
        assertThat(hello.host().cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(hello.host().memoryBytes()).isPositive();
        assertThat(hello.capabilities()).contains("metrics", "inventory");
    }

    private void start() throws Exception {
        AgentConfig config = ConfigReader.read(
                        settings, Map.of(), Files.createFile(directory.resolve("agent.properties")))
                .config();
        Identity identity = new Identity(
                UUID.randomUUID(),
                UUID.randomUUID(),
                cloud.url(),
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        agent = Optional.of(RunningAgent.start(config, CloudAddress.of(cloud.url(), false), identity));
    }

    private ContainerSample awaitSample(String id, Predicate<ContainerSample> wanted) {
        return await().until(
                        () -> metrics().stream()
                                .flatMap(batch -> sample(batch, id).stream())
                                .filter(wanted)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Optional<ContainerSample> sample(MetricsBatch batch, String id) {
        return inventories().stream()
                .flatMap(inventory -> inventory.containers().stream())
                .filter(container -> container.dockerId().equals(id))
                .findFirst()
                .flatMap(container -> batch.first().samples().stream()
                        .filter(sample -> sample.container() == container.number())
                        .findFirst());
    }

    private Optional<ContainerFacts> facts(String id) {
        List<Inventory> all = inventories();
        return all.isEmpty()
                ? Optional.empty()
                : all.get(all.size() - 1).containers().stream()
                        .filter(container -> container.dockerId().equals(id))
                        .findFirst();
    }

    private List<Inventory> inventories() {
        return cloud.connection(0)
                .map(connection -> connection.heard(Inventory.class))
                .orElse(List.of());
    }

    private List<MetricsBatch> metrics() {
        return cloud.connection(0)
                .map(connection -> connection.heard(MetricsBatch.class))
                .orElse(List.of());
    }

    private AgentStatus lastStatus() {
        List<AgentStatus> all = cloud.connection(0)
                .map(connection -> connection.heard(AgentStatus.class))
                .orElse(List.of());
        return all.isEmpty() ? new AgentStatus(Optional.empty(), 0) : all.get(all.size() - 1);
    }

    private static double throttledShare(String before, String after) {
        long periods = ControlGroup.keyed(after, "nr_periods") - ControlGroup.keyed(before, "nr_periods");
        long throttled = ControlGroup.keyed(after, "nr_throttled") - ControlGroup.keyed(before, "nr_throttled");
        return (double) throttled / periods;
    }

    private static String disk() throws IOException {
        try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
            return disks.filter(disk -> Files.exists(disk.resolve("device")))
                    .map(disk -> "/dev/" + disk.getFileName())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static double percent(String text) {
        return Double.parseDouble(text.strip().replace("%", ""));
    }
}
