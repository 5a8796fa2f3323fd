package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.link.FakeCloud;
import io.portreeve.contract.log.LogGap;
import io.portreeve.contract.log.LogLine;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.protocol.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsIT {
    private static final String LABEL = "portreeve.logs=true";
    private static final String COUNTING =
            "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo $i; [ $((i % 20)) -gt 0 ] || sleep 0.05; done;"
                    + " head -c 39000 /dev/zero | tr '\\0' a; echo b; sleep 0.1; echo last >&2; sleep 1000";

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
        cloud.understands(Capability.TWO_STREAMS, Capability.LOGS);
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
    void linesOfALabelledContainerAreToldOnceEachAndOfAnotherNone() throws Exception {
        start("");
        String id = engine.run("echo out; echo err >&2; for i in $(seq 1 300); do echo $i; done", "--label", LABEL);
        String silent = engine.run("echo secret");
        await().until(() -> texts(id).contains("300"));
        assertThat(texts(id)).hasSize(302).contains("out", "err");
        assertThat(texts(id).stream().filter(text -> text.matches("\\d+")).toList())
                .isEqualTo(IntStream.rangeClosed(1, 300)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(lines(id))
                .filteredOn(LogLine::stderr)
                .extracting(LogLine::text)
                .containsExactly("err");
        assertThat(texts(silent)).isEmpty();
        assertThat(gaps(id)).isEmpty();
    }

    @Test
    void terminalIsReadAsWell() throws Exception {
        start("");
        String id =
                engine.run("echo one; echo two; head -c 40000 /dev/zero | tr '\\0' a; echo", "-t", "--label", LABEL);
        await().until(() -> lines(id).size() == 3);
        assertThat(texts(id)).containsExactly("one", "two", "a".repeat(40_000));
    }

    @Test
    void longLineIsOne() throws Exception {
        start("");
        String id = engine.run(
                "head -c 39000 /dev/zero | tr '\\0' a; echo b; head -c 100000 /dev/zero | tr '\\0' c; echo",
                "--label",
                LABEL);
        await().until(() -> lines(id).size() == 2);
        assertThat(texts(id)).containsExactly("a".repeat(39_000) + "b", "c".repeat(40_000));
    }

    @Test
    void readingGoesOnWhereTheCloudIsAfterAStop() throws Exception {
        start("");
        String id = engine.run("i=0; while true; do i=$((i+1)); echo $i; sleep 0.01; done", "--label", LABEL);
        await().until(() -> texts(id).contains("100"));
        stop();
        start("");
        await().until(() -> texts(id).contains("900"));
        assertThat(numbers(id)).doesNotHaveDuplicates().startsWith(1L, 2L, 3L).isSorted();
        assertThat(distinctTexts(id))
                .startsWith(IntStream.rangeClosed(1, 900)
                        .mapToObj(Integer::toString)
                        .toArray(String[]::new));
        assertThat(gaps(id)).isEmpty();
    }

    @Test
    void whatTheCloudDidNotTakeComesAgainUnderTheSameNumbers() throws Exception {
        cloud.answering((connection, message) ->
                message instanceof LogsBatch ? List.of() : cloud.welcomeAndAcknowledge(connection, message));
        start("");
        String id = engine.run("for i in $(seq 1 50); do echo $i; done; sleep 1000", "--label", LABEL);
        await().until(() -> texts(id).contains("50"));
        stop();
        cloud.answering(cloud::welcomeAndAcknowledge);
        start("");
        await().until(() -> texts(id).size() == 100);
        assertThat(lines(id).stream().distinct()).hasSize(50);
    }

    @Test
    void containerThatStartsAgainGoesOn() throws Exception {
        start("");
        String id = engine.run("echo begun", "--label", LABEL);
        await().until(() -> texts(id).size() == 1);
        engine.docker("start", id);
        await().until(() -> texts(id).size() == 2);
        assertThat(numbers(id)).containsExactly(1L, 2L);
    }

    @Test
    void secretsDoNotLeaveTheHost() throws Exception {
        start("logs-redact = password=(\\\\S+)\n");
        String id = engine.run("echo user=me password=hunter2 ok", "--label", LABEL);
        await().until(() -> texts(id).size() == 1);
        assertThat(texts(id)).containsExactly("user=me password=[redacted] ok");
    }

    @Test
    void whatIsTooMuchIsCounted() throws Exception {
        start("logs-rate = 5\n");
        String id = engine.run("for i in $(seq 1 1000); do echo $i; done; sleep 1000", "--label", LABEL);
        await().until(() -> texts(id).size() + missed(id) == 1000);
        assertThat(missed(id)).isGreaterThan(900);
    }

    @Test
    void rotationThatLostLinesIsAGap() throws Exception {
        start("");
        String id = engine.run(
                "echo first; until test -e /go; do sleep 0.1; done; for i in $(seq 1 900); do printf '%01000d\\n' $i; done;"
                        + " sleep 1000",
                "--log-opt", "max-size=100k", "--label", LABEL);
        await().until(() -> texts(id).contains("first"));
        // What is acknowledged is kept a moment later.
        await().until(() ->
                Files.exists(directory.resolve(identity.agentId().toString()).resolve("logs.json")));
        stop();
        engine.docker("exec", id, "touch", "/go");
        await().until(() -> engine.docker("logs", "--tail", "1", id).contains("900"));
        start("");
        await().until(() -> texts(id).contains("%01000d".formatted(900)));
        assertThat(gaps(id)).extracting(LogGap::reason).containsExactly(LogGap.ROTATED);
        assertThat(distinctTexts(id)).hasSameSizeAs(texts(id));
    }

    @Test
    void whatAContainerWroteThatWasRemovedWhileTheCloudWasAwayArrivesAllTheSame() throws Exception {
        cloud.answering((connection, message) -> List.of());
        start("");
        String id = engine.run("for i in $(seq 1 50); do echo $i; done; sleep 1000", "--label", LABEL);
        await().until(() -> agent.orElseThrow().waitingLogBytes() >= 50 * 80);
        engine.docker("rm", "--force", id);
        cloud.answering(cloud::welcomeAndAcknowledge);
        await().until(() -> texts(id).size() == 50);
        assertThat(gaps(id)).isEmpty();
    }

    @Test
    void whatWasNotReadOfARemovedContainerIsAGap() throws Exception {
        cloud.answering((connection, message) -> List.of());
        start("");
        String id = engine.run("for i in $(seq 1 900); do printf '%01000d\\n' $i; done; sleep 1000", "--label", LABEL);
        await().until(() -> engine.docker("logs", "--tail", "1", id).contains("900"));
        await().until(() -> agent.orElseThrow().waitingLogBytes() >= 250 * 1024);
        engine.docker("rm", "--force", id);
        cloud.answering(cloud::welcomeAndAcknowledge);
        await().until(() -> !gaps(id).isEmpty());
        assertThat(gaps(id)).extracting(LogGap::reason).containsExactly(LogGap.REMOVED);
        assertThat(texts(id)).hasSizeLessThan(900).doesNotHaveDuplicates();
    }

    @Test
    void messagesOfSeveralLinesAreOneWhereALabelSaysSo() throws Exception {
        start("");
        String id = engine.run(
                "echo 'E one'; echo ' at two'; echo 'E three'; sleep 1000",
                "--label",
                LABEL,
                "--label",
                "portreeve.logs.first-line=^E");
        await().until(() -> texts(id).size() == 2);
        assertThat(texts(id)).containsExactly("E one\n at two", "E three");
    }

    @Test
    void filesOfTheEngineAreReadAsTheyAreRotatedAndOnFromWhereTheCloudIs() throws Exception {
        start(files());
        String id = engine.run(COUNTING, "--log-opt", "max-size=60k", "--log-opt", "max-file=5", "--label", LABEL);
        await().until(() -> texts(id).contains("700"));
        stop();
        start(files());
        await().until(() -> texts(id).contains("last"));
        assertCounted(id);
    }

    @Test
    void filesThatTheEngineCompressesAreReadAsWell() throws Exception {
        start(files());
        String id = engine.run(
                COUNTING,
                "--log-opt",
                "max-size=60k",
                "--log-opt",
                "max-file=20",
                "--log-opt",
                "compress=true",
                "--label",
                LABEL);
        await().until(() -> texts(id).contains("700"));
        stop();
        start(files());
        await().until(() -> texts(id).contains("last"));
        assertCounted(id);
    }

    @Test
    void logIsReadOnFromTheSameLineWhetherInItsFileOrThroughTheEngine() throws Exception {
        start(files());
        String id = engine.run(COUNTING, "--label", LABEL);
        await().until(() -> texts(id).contains("700"));
        stop();
        start("");
        await().until(() -> texts(id).contains("1400"));
        stop();
        start(files());
        await().until(() -> texts(id).contains("last"));
        assertCounted(id);
    }

    private void assertCounted(String id) {
        List<String> all = new ArrayList<>(
                IntStream.rangeClosed(1, 3_000).mapToObj(Integer::toString).toList());
        all.add("a".repeat(39_000) + "b");
        all.add("last");
        assertThat(lines(id).stream().distinct().map(LogLine::text).toList()).isEqualTo(all);
        assertThat(numbers(id))
                .isEqualTo(LongStream.rangeClosed(1, 3_002).boxed().toList());
        assertThat(gaps(id)).isEmpty();
    }

    @Test
    void logThatIsInNoFileIsReadThroughTheEngine() throws Exception {
        start(files());
        String id = engine.run("echo one; sleep 1000", "--log-driver", "local", "--label", LABEL);
        await().until(() -> texts(id).contains("one"));
    }

    @Test
    void containerWhoseFilesAreReadIsToldToItsEnd() throws Exception {
        start(files());
        String id = engine.run("echo one; sleep 1000", "--label", LABEL);
        await().until(() -> texts(id).contains("one"));
        engine.docker("restart", "--time", "0", id);
        await().until(() -> texts(id).size() == 2);
        engine.docker("rm", "--force", id);
        String next = engine.run("echo two", "--label", LABEL);
        await().until(() -> texts(next).contains("two"));
        assertThat(gaps(id)).isEmpty();
    }

    private String files() {
        return "logs-files = " + Path.of(engine.host().getPath()).resolveSibling("data/containers") + "\n";
    }

    private void start(String settings) throws Exception {
        Path file = directory.resolve("agent.properties");
        Files.writeString(file, settings);
        AgentConfig config = ConfigReader.read(
                        Map.of(Setting.DOCKER_HOST, engine.host().toString(), Setting.STATE_DIR, directory.toString()),
                        Map.of(),
                        file)
                .config();
        agent = Optional.of(RunningAgent.start(config, CloudAddress.of(cloud.url(), false), identity));
    }

    private void stop() {
        agent.ifPresent(RunningAgent::close);
        agent = Optional.empty();
    }

    private List<LogLine> lines(String id) {
        return batches().stream()
                .flatMap(batch -> batch.containers().stream())
                .filter(log -> log.dockerId().equals(id))
                .flatMap(log -> log.lines().stream())
                .toList();
    }

    private List<String> texts(String id) {
        return lines(id).stream().map(LogLine::text).toList();
    }

    private List<String> distinctTexts(String id) {
        return texts(id).stream().distinct().toList();
    }

    private List<Long> numbers(String id) {
        return lines(id).stream().map(LogLine::number).distinct().toList();
    }

    private List<LogGap> gaps(String id) {
        return batches().stream()
                .flatMap(batch -> batch.containers().stream())
                .filter(log -> log.dockerId().equals(id))
                .flatMap(log -> log.gaps().stream())
                .toList();
    }

    private long missed(String id) {
        return gaps(id).stream().mapToLong(LogGap::missed).sum();
    }

    private List<LogsBatch> batches() {
        return cloud.connections().stream()
                .flatMap(connection -> connection.heard(LogsBatch.class).stream())
                .toList();
    }
}
