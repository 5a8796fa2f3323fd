package io.portreeve.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ProxyAddress;
import io.portreeve.agent.config.ProxyConfig;
import io.portreeve.agent.config.RouteConfig;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.network.ConnectProxy;
import io.portreeve.agent.network.Route;
import io.portreeve.contract.protocol.AgentToken;
import io.portreeve.contract.protocol.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudChecksTest {
    private KeyPair keys;
    private HttpServer cloud;
    private int withoutProof = 401;
    private Clock clock = Clock.systemUTC();
    private Optional<Identity> identity = Optional.empty();

    @BeforeEach
    void startCloud() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        identity = Optional.of(new Identity(UUID.randomUUID(), UUID.randomUUID(), "", keys.getPrivate()));
        cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloud.createContext(Protocol.CONNECT_PATH, exchange -> {
            String token = exchange.getRequestHeaders().getFirst(Protocol.TOKEN_HEADER);
            boolean known = token != null && AgentToken.isSignedBy(token, keys.getPublic());
            exchange.sendResponseHeaders(known ? 404 : withoutProof, -1);
            exchange.close();
        });
        cloud.start();
    }

    @AfterEach
    void stopCloud() {
        cloud.stop(0);
    }

    @Test
    void cloudThatKnowsTheAgentIsWell() {
        Map<String, Finding> found = look(url());
        assertThat(found.remove("certificate").mark()).isEqualTo(Mark.SKIPPED);
        assertThat(found.values()).extracting(Finding::mark).containsOnly(Mark.OK);
        assertThat(found).containsOnlyKeys("name", "connection", "cloud", "clock", "identity accepted");
    }

    @Test
    void identityOfAnotherIsNotAccepted() throws Exception {
        identity = Optional.of(new Identity(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate()));
        assertFound("identity accepted", Mark.FAILED, "does not accept", "--replace");
    }

    @Test
    void withoutAnIdentityTheCloudIsLookedAtAllTheSame() {
        identity = Optional.empty();
        assertFound("cloud", Mark.OK, "Portreeve answers", "");
        assertFound("identity accepted", Mark.SKIPPED, "without an identity", "");
    }

    @ParameterizedTest
    @CsvSource({"404, no Portreeve answers", "503, down or starting", "200, with status 200"})
    void answerThatIsNoPortreevesIsTold(int status, String text) {
        withoutProof = status;
        assertFound("cloud", Mark.FAILED, text, "url");
        assertFound("identity accepted", Mark.SKIPPED, "could not be asked", "");
    }

    @ParameterizedTest
    @CsvSource({
        "2, OK, agrees",
        "60, WARNING, ahead of",
        "-60, WARNING, behind",
        "400, FAILED, takes nothing",
        "-400, FAILED, takes nothing"
    })
    void clockThatIsOffIsTold(int seconds, Mark mark, String text) {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        assertFound("clock", mark, text, mark == Mark.OK ? "" : "timedatectl");
    }

    @Test
    void portWhereNobodyListensIsTold() throws IOException {
        String url = url();
        cloud.stop(0);
        Map<String, Finding> found = look(url);
        assertThat(found.get("connection").mark()).isEqualTo(Mark.FAILED);
        assertThat(found.get("connection").advice()).contains("firewall");
        assertThat(found.get("cloud").mark()).isEqualTo(Mark.SKIPPED);
        assertThat(found.get("clock").mark()).isEqualTo(Mark.SKIPPED);
    }

    @Test
    void nameThatNobodyKnowsIsTold() {
        Map<String, Finding> found = look("https://no-such-host.invalid");
        assertThat(found.get("name").mark()).isEqualTo(Mark.FAILED);
        assertThat(found.get("name").text()).contains("no-such-host.invalid");
        assertThat(found.get("connection").mark()).isEqualTo(Mark.SKIPPED);
    }

    @Test
    void proxyOnTheWayIsNamedAndWhatItWantsIsTold() throws IOException {
        try (ConnectProxy proxy = new ConnectProxy()) {
            proxy.wants("agent:s3cret");
            RouteConfig through = new RouteConfig(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new ProxyConfig(
                            new ProxyAddress("localhost", proxy.port(), Optional.empty()), List.of(), false)));
            Map<String, Finding> found = Looks.at(
                    new CloudChecks(address("https://cloud.example"), Route.of(through), identity, clock).checks());
            assertThat(found.get("connection").text()).contains("proxy localhost:" + proxy.port());
            assertThat(found.get("cloud").text()).contains("407");
            assertThat(found.get("cloud").advice()).contains("set proxy to");
        }
    }

    private static CloudAddress address(String url) {
        return CloudAddress.of(url, false);
    }

    private void assertFound(String check, Mark mark, String text, String advice) {
        Finding finding = look(url()).get(check);
        assertThat(finding.text()).contains(text).doesNotContain("\n");
        assertThat(finding.advice()).contains(advice);
        assertThat(finding.mark()).isEqualTo(mark);
    }

    private Map<String, Finding> look(String url) {
        return Looks.at(new CloudChecks(address(url), Route.direct(), identity, clock).checks());
    }

    private String url() {
        return "http://127.0.0.1:" + cloud.getAddress().getPort();
    }
}
