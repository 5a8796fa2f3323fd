package io.portreeve.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.Shell;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real Prometheus fetches what is exposed, with an API token and nothing else. */
@ExtendWith(RunningPortreeve.class)
class PrometheusIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path directory;
    private int port;
    private Process process;
    private String secret;
    private Api api;

    @BeforeEach
    void start(RunningPortreeve.Running portreeve) throws IOException {
        api = portreeve.api();
        JsonNode token =
                api.post("/api/v1/api-tokens", Map.of("name", "Prometheus")).body();
        secret = token.get("token").asText();
        directory = Workspace.directory("prometheus");
        Files.createDirectories(directory);
        port = Workspace.freePort();
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 2s
                scrape_configs:
                  - job_name: portreeve
                    metrics_path: /api/v1/metrics/prometheus
                    authorization:
                      credentials: %s
                    static_configs:
                      - targets: ["%s"]
                """.formatted(
                        secret, portreeve.url().getAuthority()));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Test
    void scrapesHostsAndContainers() {
        PortreeveProcess.await(
                "a scrape", SOON, () -> value("up{job=\"portreeve\"}").equals("1"));
        PortreeveProcess.await(
                "the host", SOON, () -> value("max(portreeve_host_up)").equals("1"));
        PortreeveProcess.await(
                "the machine",
                SOON,
                () -> !value("max(portreeve_host_memory_total_bytes)").isEmpty());
        try (TestContainer container = TestContainer.running("sleep 3600")) {
            String query = "portreeve_container_memory_bytes{container=\"" + container.name() + "\"}";
            PortreeveProcess.await("the container", SOON, () -> !value(query).isEmpty());
            assertThat(Double.parseDouble(value(query))).isPositive();
        }
    }

    @Test
    void whatIsExposedHasNoFaultThatPromtoolFinds(RunningPortreeve.Running portreeve) {
        PortreeveProcess.await(
                "a scrape", SOON, () -> value("up{job=\"portreeve\"}").equals("1"));
        String fetch = "curl -sf -H 'Authorization: Bearer " + secret + "' " + portreeve.url()
                + "/api/v1/metrics/prometheus | promtool check metrics";
        assertThat(Shell.run(Map.of(), PATIENCE, List.of("bash", "-o", "pipefail", "-c", fetch))
                        .orFail())
                .isEmpty();
    }

    /** Of the first series that a question finds; empty while there is none. */
    private String value(String question) {
        String path = "/api/v1/query?query=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
        try {
            return Api.anonymous(URI.create("http://127.0.0.1:" + port))
                    .get(path)
                    .body()
                    .at("/data/result/0/value/1")
                    .asText();
        } catch (java.io.UncheckedIOException e) {
            return "";
        }
    }
}
