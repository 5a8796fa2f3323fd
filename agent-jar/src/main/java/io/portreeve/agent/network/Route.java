package io.portreeve.agent.network;

import io.portreeve.agent.config.ProxyConfig;
import io.portreeve.agent.config.RouteConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** How the cloud is reached. Any thread may ask. */
public final class Route {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String UNTUNNELLED = "jdk.http.auth.tunneling.disabledSchemes";
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

    static {
        // Java keeps Basic authentication from proxies unless told before its HTTP client is first touched.
        if (System.getProperty(UNTUNNELLED) == null) {
            System.setProperty(UNTUNNELLED, "");
        }
    }

    private final Proxies proxies;
    private final HttpClient client;

    private Route(RouteConfig config) {
        proxies = new Proxies(config.proxy());
        client = HttpClient.newBuilder()
                // An offer to upgrade to HTTP/2 makes some reverse proxies wait for more.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(Encryption.of(config))
                .proxy(proxies)
                .build();
    }

    /**
     * As the configuration has it.
     *
     * @throws io.portreeve.agent.config.ConfigException if a file that it names cannot be used
     */
    public static Route of(RouteConfig config) {
        return new Route(config);
    }

    /** Straight, and encrypted as the Java runtime does. */
    public static Route direct() {
        return new Route(RouteConfig.DIRECT);
    }

    /** Begins a request. */
    public HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        authorization(address).ifPresent(value -> request.header(PROXY_AUTHORIZATION, value));
        return request;
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(request, handler);
    }

    /** Begins a WebSocket to a ws or wss address. */
    public WebSocket.Builder webSocket(URI address) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        authorization(address).ifPresent(value -> builder.header(PROXY_AUTHORIZATION, value));
        return builder;
    }

    /** Why an address could not be reached by this route. */
    public Failure explain(URI address, Throwable failure) {
        return Failures.explain(failure, proxies.through(address).map(ProxyConfig::address));
    }

    /** What it means that nothing but a status came back from an address. */
    public Failure explain(URI address, int status) {
        return Failures.explain(status, proxies.through(address).map(ProxyConfig::address));
    }

    /** The proxy on the way to an address. */
    public Optional<InetSocketAddress> proxyFor(URI address) {
        return proxies.through(address)
                .map(ProxyConfig::address)
                .map(proxy -> InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }

    private Optional<String> authorization(URI address) {
        return proxies.through(address)
                .flatMap(proxy -> proxy.address().credentials())
                .map(secret -> "Basic "
                        + Base64.getEncoder().encodeToString(secret.value().getBytes(StandardCharsets.UTF_8)));
    }
}
