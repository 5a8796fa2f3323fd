package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Cgroups;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real containers appear with what the kernel and Docker say of them. */
@ExtendWith(RunningPortreeve.class)
class MeasurementIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Percentage CLOSE = Percentage.withPercentage(10);

    private Api api;

    @BeforeEach
    void signIn(RunningPortreeve.Running portreeve) {
        api = portreeve.api();
    }

    @Test
    void theHostOfTheAgentIsOnline() {
        PortreeveProcess.await("the host", SOON, () -> onlineHost().isPresent());

        JsonNode host = onlineHost().orElseThrow();
        assertThat(host.get("cpus").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.get("engineVersion").asText())
                .isEqualTo(TestEngine.docker("version", "--format", "{{.Server.Version}}")
                        .orFail());
        assertThat(api.read("/api/v1/hosts/" + host.get("id").asText())).isEqualTo(host);
    }

    @Test
    void containerThatComesAndGoesIsSeen() {
        String id;
        try (TestContainer container =
                TestContainer.running("sleep 3600", "--label", "com.docker.compose.project=shop")) {
            id = container.id();
            PortreeveProcess.await(
                    "the container", SOON, () -> find(container.id()).isPresent());

            JsonNode seen = find(id).orElseThrow();
            assertThat(seen.get("name").asText()).isEqualTo(container.name());
            assertThat(seen.get("state").asText()).isEqualTo("running");
            assertThat(seen.get("image").asText()).isEqualTo(TestEngine.image());
            assertThat(seen.get("composeProject").asText()).isEqualTo("shop");

            TestEngine.docker("kill", id).orFail();
            PortreeveProcess.await(
                    "its end",
                    SOON,
                    () -> find(id).map(gone -> gone.get("state").asText()).equals(Optional.of("exited")));
        }
        PortreeveProcess.await("its removal", SOON, () -> find(id).isEmpty());
    }

    @Test
    void processorTimeIsThatOfTheKernel() {
        try (TestContainer container = TestContainer.running("while :; do :; done", "--cpus", "0.3")) {
            String id = idOf(container);
            awaitSamples(id);
            Instant from = Instant.now();
            double before = Cgroups.cpuSeconds(container.id());
            PortreeveProcess.await(
                    "the window", WINDOW.multipliedBy(2), () -> !Instant.now().isBefore(from.plus(WINDOW)));
            double cores = (Cgroups.cpuSeconds(container.id()) - before)
                    / (Duration.between(from, Instant.now()).toMillis() / 1e3);
            Instant to = Instant.now();

            // The sample that reaches past the window's end says what the last seconds of it were like.
            PortreeveProcess.await(
                    "its samples",
                    SOON,
                    () -> values(id, "cpuCores", from, to.plusSeconds(12)).size() >= WINDOW.toSeconds() / 10);
            List<Double> measured = values(id, "cpuCores", from.plusSeconds(10), to.plusSeconds(2));

            assertThat(mean(measured)).as("of " + measured).isCloseTo(cores, CLOSE);
            assertThat(cores).as("what the quota lets it have").isCloseTo(0.3, Percentage.withPercentage(25));
        }
    }

    @Test
    void memoryIsThatOfTheKernelAndOfDocker() {
        try (TestContainer container = TestContainer.running(
                "dd if=/dev/zero of=/dev/shm/held bs=1M count=48 && sleep 3600",
                "--memory",
                "96m",
                "--shm-size",
                "64m")) {
            String id = idOf(container);
            PortreeveProcess.await(
                    "the memory to be held", SOON, () -> Cgroups.memoryBytes(container.id()) > 48 * 1024 * 1024);
            Instant held = Instant.now().plusSeconds(1);
            PortreeveProcess.await(
                    "a sample since",
                    SOON,
                    () -> !values(id, "memoryBytes", held, Instant.now().plusSeconds(5))
                            .isEmpty());
            List<Double> measured =
                    values(id, "memoryBytes", held, Instant.now().plusSeconds(5));

            assertThat(measured.get(measured.size() - 1)).isCloseTo(Cgroups.memoryBytes(container.id()), CLOSE);
            assertThat(measured.get(measured.size() - 1)).isCloseTo(dockersMemory(container), CLOSE);
            assertThat(values(id, "memoryLimitBytes", held, Instant.now().plusSeconds(5))
                            .get(0))
                    .isCloseTo(96.0 * 1024 * 1024, within(1.0));
        }
    }

    private static double dockersMemory(TestContainer container) {
        String used = TestEngine.docker("stats", "--no-stream", "--format", "{{.MemUsage}}", container.id())
                .orFail()
                .split(" ", -1)[0];
        assertThat(used).endsWith("MiB");
        return Double.parseDouble(used.replace("MiB", "")) * 1024 * 1024;
    }

    private String idOf(TestContainer container) {
        PortreeveProcess.await("the container", SOON, () -> find(container.id()).isPresent());
        return find(container.id()).orElseThrow().get("id").asText();
    }

    private void awaitSamples(String id) {
        Instant now = Instant.now();
        PortreeveProcess.await(
                "samples",
                SOON,
                () -> values(id, "cpuCores", now.minusSeconds(60), Instant.now())
                                .size()
                        >= 2);
    }

    private List<Double> values(String id, String metric, Instant from, Instant to) {
        JsonNode metrics =
                api.read("/api/v1/containers/" + id + "/metrics?from=" + from + "&to=" + to + "&points=2000");
        assertThat(metrics.get("level").asText()).isEqualTo("raw");
        List<Double> values = new ArrayList<>();
        for (JsonNode value : metrics.get("series").get(metric).get("avg")) {
            if (!value.isNull()) {
                values.add(value.asDouble());
            }
        }
        return values;
    }

    private Optional<JsonNode> onlineHost() {
        return items("/api/v1/hosts").stream()
                .filter(host -> "online".equals(host.get("presence").asText()))
                .findFirst();
    }

    private Optional<JsonNode> find(String dockerId) {
        return items("/api/v1/containers?limit=1000").stream()
                .filter(container -> dockerId.equals(container.get("dockerId").asText()))
                .findFirst();
    }

    private List<JsonNode> items(String path) {
        return StreamSupport.stream(api.read(path).get("items").spliterator(), false)
                .toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
