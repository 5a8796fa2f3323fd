package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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
    private final List<String> requests = new ArrayList<>();
    private HttpServer cloud;
    private int status = 201;
    private String answer = IDENTITY;

    @BeforeEach
    void startCloud() throws IOException {
        cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloud.createContext("/agent/enrol", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
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
    void certificateThatNobodyVouchesForIsATlsFailure() throws Exception {
        HttpsServer encrypted = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        encrypted.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        encrypted.start();
        try {
            String url = "https://localhost:" + encrypted.getAddress().getPort();
            assertThat(enrol(Map.of(), url, "--token", "t0ken")).isEqualTo(5);
            assertThat(out.toString().strip())
                    .contains("cannot reach " + url + ": no encrypted connection")
                    .doesNotContain("\n");
        } finally {
            encrypted.stop(0);
        }
    }

    @Test
    void plainAddressBeyondThisMachineIsRefused() {
        assertThat(enrol(Map.of(), "http://portreeve.example", "--token", "t0ken"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("--insecure");
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

    private SSLContext selfSigned() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        char[] password = "changeit".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private String url() {
        return "http://127.0.0.1:" + cloud.getAddress().getPort();
    }

    private Path identityFile() {
        return directory.resolve("state/identity");
    }
}
