package io.portreeve.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.agent.config.ClientCertificate;
import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.config.ProxyAddress;
import io.portreeve.agent.config.ProxyConfig;
import io.portreeve.agent.config.RouteConfig;
import io.portreeve.agent.config.Secret;
import io.portreeve.agent.network.Certificates.Issued;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    private static final String NAME = "cloud.example";
    private static Issued authority;
    private static Issued other;
    private static Issued own;

    @TempDir
    Path directory;

    private TlsCloud cloud;
    private Optional<Path> authorities = Optional.empty();
    private Optional<ClientCertificate> client = Optional.empty();
    private Optional<ProxyConfig> proxy = Optional.empty();

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = Certificates.authority("Authority of this test");
        other = Certificates.authority("Another authority");
        own = Certificates.issue(authority, "agent.example");
    }

    @AfterEach
    void stopCloud() throws IOException {
        cloud.close();
    }

    @Test
    void cloudThatTheGivenAuthorityVouchesForIsReachedByRequestAndWebSocket() throws Exception {
        start(Certificates.issue(authority, "localhost"), false);
        trust(other, authority);
        assertReached("localhost");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cloudThatNobodyVouchesForIsRefused(boolean systemsTrust) throws Exception {
        start(Certificates.issue(authority, "localhost"), false);
        if (!systemsTrust) {
            trust(other);
        }
        assertRefused("localhost", Failure.Kind.TLS, "nobody this host trusts vouches", "ca-file");
    }

    @Test
    void certificateForAnotherNameIsRefused() throws Exception {
        start(Certificates.issue(authority, "elsewhere.example"), false);
        trust(authority);
        assertRefused("localhost", Failure.Kind.TLS, "is for another name", "set url");
    }

    @Test
    void certificateThatHasExpiredIsRefused() throws Exception {
        start(Certificates.issueUntil(Instant.now().minus(Duration.ofHours(1)), authority, "localhost"), false);
        trust(authority);
        assertRefused("localhost", Failure.Kind.TLS, "has expired", "renew");
    }

    @Test
    void certificateThatIsNotValidYetIsRefused() throws Exception {
        start(Certificates.issueUntil(Instant.now().plus(Duration.ofDays(40)), authority, "localhost"), false);
        trust(authority);
        assertRefused("localhost", Failure.Kind.TLS, "not valid yet", "clock");
    }

    @Test
    void clientCertificateThatIsWantedIsSaidToBe() throws Exception {
        start(Certificates.issue(authority, "localhost"), true);
        trust(authority);
        assertRefused("localhost", Failure.Kind.TLS, "wants a client certificate", "client-certificate");
    }

    @Test
    void clientCertificateOfAnotherAuthorityIsRefused() throws Exception {
        start(Certificates.issue(authority, "localhost"), true);
        trust(authority);
        Issued stranger = Certificates.issue(other, "agent.example");
        present(stranger.certificateIn(file("c.pem")), Optional.of(stranger.keyIn(file("k.pem"))), "");
        assertRefused("localhost", Failure.Kind.TLS, "wants a client certificate", "client-certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two files", "one file", "PKCS#12"})
    void clientCertificateIsShown(String form) throws Exception {
        start(Certificates.issue(authority, "localhost"), true);
        trust(authority);
        switch (form) {
            case "two files" -> present(own.certificateIn(file("c.pem")), Optional.of(own.keyIn(file("k.pem"))), "");
            case "one file" ->
                present(
                        Files.writeString(
                                file("both.pem"),
                                Files.readString(own.keyIn(file("k.pem")))
                                        + Files.readString(own.certificateIn(file("c.pem")))),
                        Optional.empty(),
                        "");
            default -> present(own.pkcs12In(file("own.p12"), "pass word"), Optional.empty(), "pass word");
        }
        assertReached("localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "agent:s3cret:with colon"})
    void proxyIsUsedByRequestAndWebSocketAndItsPasswordGoesNoFurther(String credentials) throws Exception {
        start(Certificates.issue(authority, NAME), true);
        trust(authority);
        present(own.certificateIn(file("c.pem")), Optional.of(own.keyIn(file("k.pem"))), "");
        try (ConnectProxy between = new ConnectProxy()) {
            between.wants(credentials);
            through(between.port(), credentials);
            assertReached(NAME);
            assertThat(between.requests())
                    .hasSize(2)
                    .allMatch(head -> head.startsWith("CONNECT " + NAME + ":" + cloud.port() + " "));
        }
        assertThat(cloud.requests()).hasSize(2).noneMatch(head -> head.contains("Proxy-Authorization"));
    }

    @ParameterizedTest
    @CsvSource({"agent:wrong,does not accept", "'',wants to know who asks"})
    void proxyThatDoesNotKnowTheAgentIsNamed(String credentials, String text) throws Exception {
        start(Certificates.issue(authority, NAME), false);
        trust(authority);
        try (ConnectProxy between = new ConnectProxy()) {
            between.wants("agent:s3cret");
            through(between.port(), credentials);
            assertStatusRefused(text, "user:password@");
        }
    }

    @Test
    void certificateForAnotherNameIsRefusedThroughAProxyToo() throws Exception {
        start(Certificates.issue(authority, "elsewhere.example"), false);
        trust(authority);
        try (ConnectProxy between = new ConnectProxy()) {
            through(between.port(), "");
            assertRefused(NAME, Failure.Kind.TLS, "is for another name", "set url");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 502})
    void proxyThatDoesNotConnectIsNamed(int status) throws Exception {
        start(Certificates.issue(authority, NAME), false);
        trust(authority);
        try (ConnectProxy between = new ConnectProxy()) {
            between.answers(status);
            through(between.port(), "");
            assertRefused(NAME, Failure.Kind.PROXY, "does not connect to it (" + status + ")", "no-proxy");
        }
    }

    @Test
    void proxyThatIsNotThereIsNamed() throws Exception {
        start(Certificates.issue(authority, NAME), false);
        int port;
        try (ServerSocket gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        through(port, "");
        assertRefused(NAME, Failure.Kind.PROXY, "the proxy 127.0.0.1:" + port + " cannot be reached", "proxy runs");
    }

    @Test
    void fileThatCannotBeUsedIsRefusedInOneLine() throws Exception {
        start(Certificates.issue(authority, "localhost"), false);
        Path certificate = own.certificateIn(file("c.pem"));
        authorities = Optional.of(file("absent.pem"));
        assertUnusable("there is no ");
        authorities = Optional.of(own.keyIn(file("key.pem")));
        assertUnusable("no certificate in ");
        authorities = Optional.of(Files.writeString(file("bad.pem"), Certificates.pem("CERTIFICATE", new byte[9])));
        assertUnusable("is damaged");
        authorities = Optional.empty();
        present(certificate, Optional.of(other.keyIn(file("other.pem"))), "");
        assertUnusable("is not that of the first certificate");
        present(
                certificate,
                Optional.of(Files.writeString(file("e.pem"), Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[9]))),
                "");
        assertUnusable("has a password: use a PKCS#12 file");
        present(
                certificate,
                Optional.of(Files.writeString(file("r.pem"), Certificates.pem("RSA PRIVATE KEY", new byte[9]))),
                "");
        assertUnusable("openssl pkcs8");
        present(own.pkcs12In(file("own.p12"), "right"), Optional.empty(), "wrong");
        assertUnusable("client-password does not open");
        present(Files.write(file("noise"), new byte[100]), Optional.empty(), "");
        assertUnusable("neither PEM nor PKCS#12");
    }

    private void assertReached(String host) throws Exception {
        Route route = route();
        assertThat(route.send(route.request(uri("https", host)).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(404);
        WebSocket opened = route.webSocket(uri("wss", host))
                .buildAsync(uri("wss", host), new WebSocket.Listener() {})
                .join();
        assertThat(opened.isInputClosed()).isFalse();
        opened.abort();
    }

    private void assertRefused(String host, Failure.Kind kind, String text, String advice) {
        Route route = route();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> route.send(route.request(uri("https", host)).build(), BodyHandlers.discarding()))
                .satisfies(failure -> assertExplained(route.explain(uri("https", host), failure), kind, text, advice));
        assertWebSocketRefused(host, kind, text, advice);
    }

    private void assertStatusRefused(String text, String advice) throws Exception {
        Route route = route();
        int status = route.send(route.request(uri("https", NAME)).build(), BodyHandlers.discarding())
                .statusCode();
        assertExplained(route.explain(uri("https", NAME), status), Failure.Kind.PROXY, text, advice);
        assertWebSocketRefused(NAME, Failure.Kind.PROXY, text, advice);
    }

    private void assertWebSocketRefused(String host, Failure.Kind kind, String text, String advice) {
        Route route = route();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> route.webSocket(uri("wss", host))
                        .buildAsync(uri("wss", host), new WebSocket.Listener() {})
                        .join())
                .satisfies(failure -> assertExplained(route.explain(uri("wss", host), failure), kind, text, advice));
    }

    private static void assertExplained(Failure failure, Failure.Kind kind, String text, String advice) {
        assertThat(failure.text()).contains(text).doesNotContain("\n").doesNotContain("s3cret");
        assertThat(failure.advice()).contains(advice).doesNotContain("s3cret");
        assertThat(failure.kind()).isEqualTo(kind);
    }

    private void assertUnusable(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(this::route)
                .withMessageContaining(text)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
    }

    private void start(Issued server, boolean wantsClientCertificate) throws Exception {
        cloud = new TlsCloud(server.context(authority), wantsClientCertificate);
    }

    private void trust(Issued... trusted) throws Exception {
        StringBuilder text = new StringBuilder("People read this.\n");
        for (Issued each : trusted) {
            text.append(Files.readString(each.certificateIn(file("one.pem"))));
        }
        authorities = Optional.of(Files.writeString(file("authorities.pem"), text));
    }

    private void present(Path certificate, Optional<Path> key, String password) {
        client = Optional.of(new ClientCertificate(
                certificate,
                key,
                Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::new)));
    }

    private void through(int port, String credentials) {
        proxy = Optional.of(new ProxyConfig(
                new ProxyAddress(
                        "127.0.0.1",
                        port,
                        Optional.of(credentials).filter(text -> !text.isEmpty()).map(Secret::new)),
                List.of("elsewhere.example"),
                false));
    }

    private Route route() {
        return Route.of(new RouteConfig(false, authorities, client, proxy));
    }

    private URI uri(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + cloud.port() + "/agent/connect");
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
