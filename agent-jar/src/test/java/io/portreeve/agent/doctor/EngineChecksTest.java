package io.portreeve.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.host.FakeHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineChecksTest {
    private static final String RUNNING =
            "[{\"Id\":\"" + FakeHost.ID + "\",\"Names\":[\"/web\"],\"State\":\"running\"}]";
    private static final String WEB =
            "{\"Id\":\"" + FakeHost.ID + "\",\"Name\":\"/web\",\"State\":{\"Status\":\"running\"," + "\"Pid\":"
                    + FakeHost.PID + "},\"HostConfig\":{\"NetworkMode\":\"bridge\"}}";

    @TempDir
    Path directory;

    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer engine;
    private FakeHost host;

    @BeforeEach
    void prepare() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.setExecutor(threads);
        engine.start();
        host = new FakeHost(directory);
        settings.put(
                Setting.DOCKER_HOST, "tcp://127.0.0.1:" + engine.getAddress().getPort());
        settings.put(Setting.PROC_ROOT, host.path("proc").toString());
        settings.put(Setting.CGROUP_ROOT, host.path("cgroup").toString());
        answer("/info", 200, "{\"ServerVersion\":\"27.1\",\"CgroupVersion\":\"2\"}");
    }

    @AfterEach
    void stop() {
        over.countDown();
        engine.stop(0);
        threads.shutdownNow();
    }

    @Test
    void engineAndControlGroupsOfARunningContainerAreRead() throws IOException {
        host.withVersion2("/system.slice/docker-" + FakeHost.ID + ".scope");
        running();
        assertFound("docker", Mark.OK, "engine 27.1");
        assertFound("control groups", Mark.OK, "version 2, read for web");
    }

    @Test
    void oldControlGroupsAreReadAsWell() throws IOException {
        host.withVersion1("/docker/" + FakeHost.ID);
        running();
        assertFound("control groups", Mark.OK, "version 1, read for web");
    }

    @Test
    void containerWhoseFilesAreNotHereCostsTheEngineMore() throws IOException {
        host.put("cgroup/cgroup.controllers", "cpu");
        running();
        assertFound("control groups", Mark.WARNING, "3 ms of CPU each", "pid namespace");
    }

    @Test
    void containerWhoseNetworkIsHiddenIsTold() throws IOException {
        host.withVersion2("/docker/" + FakeHost.ID);
        Files.delete(host.path("proc/" + FakeHost.PID + "/net/dev"));
        running();
        assertFound("control groups", Mark.WARNING, "without its network", "hidepid");
    }

    @Test
    void missingControlGroupsAreTold() throws IOException {
        answer("/containers/json", 200, "[]");
        assertFound("control groups", Mark.WARNING, "none at", "cgroup-root");
    }

    @Test
    void withoutAContainerControlGroupsCannotBeTried() throws IOException {
        host.put("cgroup/cgroup.controllers", "cpu");
        answer("/containers/json", 200, "[]");
        assertFound("control groups", Mark.SKIPPED, "no container runs");
    }

    @Test
    void missingSocketIsTold() throws IOException {
        settings.put(Setting.DOCKER_HOST, "unix://" + directory.resolve("absent.sock"));
        assertFound("docker", Mark.FAILED, "there is no Docker socket", "docker-host");
    }

    @Test
    void hungEngineIsTold() throws IOException {
        settings.put(Setting.ENGINE_DEADLINE, "PT0.3S");
        engine.removeContext("/info");
        engine.createContext("/info", exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertFound("docker", Mark.FAILED, "did not answer within 300 ms", "hangs");
        assertFound("control groups", Mark.WARNING, "none at");
    }

    @Test
    void engineThatRefusesIsTold() throws IOException {
        engine.removeContext("/info");
        answer("/info", 403, "{\"message\":\"no\"}");
        assertFound("docker", Mark.FAILED, "403");
    }

    private void running() {
        answer("/containers/json", 200, RUNNING);
        answer("/containers/" + FakeHost.ID + "/json", 200, WEB);
    }

    private void answer(String path, int status, String json) {
        engine.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void assertFound(String check, Mark mark, String text) throws IOException {
        assertFound(check, mark, text, "");
    }

    private void assertFound(String check, Mark mark, String text, String advice) throws IOException {
        try (EngineChecks checks = new EngineChecks(Looks.config(directory, settings))) {
            Finding finding = Looks.at(checks.checks()).get(check);
            assertThat(finding.text()).contains(text).doesNotContain("\n");
            assertThat(finding.advice()).contains(advice);
            assertThat(finding.mark()).isEqualTo(mark);
        }
    }
}
