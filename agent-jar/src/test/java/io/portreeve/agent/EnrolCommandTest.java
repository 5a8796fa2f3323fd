package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.network.Certificates;
import io.portreeve.agent.network.ConnectProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EnrolCommandTest {
    private static final String AGENT = UUID.randomUUID().toString();
    private static final String HOST = UUID.randomUUID().toString();
    private static final String IDENTITY =
            "{\"agentId\":\"" + AGENT + "\",\"hostId\":\"" + HOST + "\",\"newer\":\"field\"}";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> upgrades = new CopyOnWriteArrayList<>();
    private HttpServer cloud;
    private int status = 201;
    private String answer = IDENTITY;

    @BeforeEach
    void startCloud() throws IOException {
        cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloud.createContext("/agent/enrol", this::answer);
        cloud.start();
    }

    @AfterEach
    void stopCloud() {
        cloud.stop(0);
    }

    @Test
    void tokenBecomesAnIdentity() {
        assertThat(enrol(Map.of(), url(), "--token", "t0ken", "--name", "box")).isZero();
        Identity identity = new IdentityFile(identityFile()).read();
        assertThat(identity.agentId()).hasToString(AGENT);
        assertThat(identity.hostId()).hasToString(HOST);
        assertThat(identity.cloud()).isEqualTo(url());
        assertThat(requests).singleElement().asString().contains("\"token\":\"t0ken\"", "\"hostName\":\"box\"");
        assertThat(out.toString()).doesNotContain("t0ken");
        assertThat(upgrades).isEmpty();
    }

    @Test
    void tokenMayComeFromAFileOrTheEnvironment() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "from-file\n");
        assertThat(enrol(Map.of(), url(), "--token-file", file.toString())).isZero();
        assertThat(enrol(Map.of("PORTREEVE_AGENT_ENROLMENT_TOKEN", "from-environment"), url(), "--replace"))
                .isZero();
        assertThat(requests.get(0)).contains("\"from-file\"");
        assertThat(requests.get(1)).contains("\"from-environment\"");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 3, used up",
        "429, 4, try again later",
        "500, 4, status 500",
        "404, 4, status 404",
        "200, 4, status 200",
        "302, 4, status 302"
    })
    void refusalIsOneLineAndLeavesNothing(int refusal, int exit, String text) {
        status = refusal;
        answer = "{\"detail\":\"A sentence.\"}";
        assertThat(enrol(Map.of(), url(), "--token", "t0ken")).isEqualTo(exit);
        assertThat(out.toString().strip()).contains(text).doesNotContain("\n").doesNotContain("t0ken");
        assertThat(identityFile()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "[]", "<html>", "{\"agentId\":\"x\"}"})
    void answerWithoutAnIdentityIsRefused(String text) {
        answer = text;
        assertThat(enrol(Map.of(), url(), "--token", "t0ken")).isEqualTo(4);
        assertThat(identityFile()).doesNotExist();
    }

    @Test
    void unreachableCloudIsSaidToBe() {
        String url = url();
        cloud.stop(0);
        assertThat(enrol(Map.of(), url, "--token", "t0ken")).isEqualTo(4);
        assertThat(out.toString()).contains("cannot reach " + url);
    }

    @Test
    void certificateThatNobodyVouchesForIsATlsFailureUntilItsAuthorityIsNamed() throws Exception {
        Certificates.Issued authority = Certificates.authority("Authority");
        HttpsServer encrypted = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        encrypted.setHttpsConfigurator(new HttpsConfigurator(
                Certificates.issue(authority, "localhost", "cloud.example").context(authority)));
        encrypted.createContext("/agent/enrol", this::answer);
        encrypted.start();
        try (ConnectProxy proxy = new ConnectProxy()) {
            String port = ":" + encrypted.getAddress().getPort();
            assertThat(enrol(Map.of(), "https://localhost" + port, "--token", "t0ken"))
                    .isEqualTo(5);
            assertThat(out.toString().strip())
                    .contains("cannot reach https://localhost" + port + ": no encrypted connection", "ca-file")
                    .doesNotContain("\n");
            String trusted =
                    authority.certificateIn(directory.resolve("ca.pem")).toString();
            Map<String, String> environment = Map.of(
                    "PORTREEVE_AGENT_CA_FILE", trusted, "HTTPS_PROXY", "http://agent:s3cret@127.0.0.1:" + proxy.port());
            assertThat(enrol(environment, "https://cloud.example" + port, "--token", "t0ken"))
                    .isZero();
            proxy.wants("somebody:else");
            assertThat(enrol(environment, "https://cloud.example" + port, "--token", "t0ken", "--replace"))
                    .isEqualTo(10);
            assertThat(out.toString()).contains("wants to know who asks (407)").doesNotContain("s3cret");
        } finally {
            encrypted.stop(0);
        }
    }

    @Test
    void fileThatCannotBeUsedIsAUsageErrorBeforeTheTokenIsSpent() {
        assertThat(enrol(Map.of(), url(), "--token", "t0ken", "--ca-file", "/nowhere/ca.pem"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("there is no /nowhere/ca.pem");
        assertThat(requests).isEmpty();
    }

    @Test
    void plainAddressBeyondThisMachineIsRefused() {
        assertThat(enrol(Map.of(), "http://portreeve.example", "--token", "t0ken"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("--allow-plain");
    }

    @Test
    void missingTokenAndMissingAddressAreSaid() {
        assertThat(enrol(Map.of(), url())).isEqualTo(2);
        assertThat(run(Map.of(), "enrol", "--token", "x")).isEqualTo(2);
        assertThat(run(Map.of())).isEqualTo(2);
    }

    @Test
    void identityThatIsThereIsKept() {
        assertThat(enrol(Map.of(), url(), "--token", "one")).isZero();
        assertThat(enrol(Map.of(), url(), "--token", "two")).isEqualTo(6);
        assertThat(requests).hasSize(1);
    }

    @Test
    void agentRefusesToRunWithAnIdentityThatOthersMayRead() throws IOException {
        assertThat(enrol(Map.of(), url(), "--token", "one")).isZero();
        Files.setPosixFilePermissions(identityFile(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(Map.of(), "run", "--identity", identityFile().toString()))
                .isEqualTo(6);
        assertThat(out.toString()).contains("chmod 600");
    }

    private int enrol(Map<String, String> environment, String url, String... options) {
        List<String> line = new ArrayList<>(
                List.of("enrol", "--url", url, "--identity", identityFile().toString()));
        line.addAll(List.of(options));
        return run(environment, line.toArray(String[]::new));
    }

    private int run(Map<String, String> environment, String... line) {
        PrintWriter writer = new PrintWriter(out, true);
        CommandLine command = Main.commandLine(environment).setOut(writer).setErr(writer);
        return command.execute(line);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        upgrades.addAll(exchange.getRequestHeaders().getOrDefault("Upgrade", List.of()));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + cloud.getAddress().getPort();
    }

    private Path identityFile() {
        return directory.resolve("state/identity");
    }
}
