package io.portreeve.agent.network;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** How the cloud is reached. Any thread may ask. */
public final class Route {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ProxySelector proxies;
    private final HttpClient client;

    private Route(ProxySelector proxies) {
        this.proxies = proxies;
        client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies)
                .build();
    }

    /** As the Java runtime was told. */
    public static Route direct() {
        return new Route(ProxySelector.getDefault());
    }

    public HttpClient client() {
        return client;
    }

    /** The proxy on the way to an http or https address. */
    public Optional<InetSocketAddress> proxyFor(URI address) {
        return proxies.select(address).stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .findFirst();
    }
}
