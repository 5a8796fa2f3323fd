package io.portreeve.agent.network;

import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.ProxyConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Which address is reached through the proxy. This machine itself never is. */
final class Proxies extends ProxySelector {
    private final Optional<ProxyConfig> config;
    private final List<Exempt> exceptions;

    Proxies(Optional<ProxyConfig> config) {
        this.config = config;
        exceptions = config.stream()
                .flatMap(proxy -> proxy.except().stream())
                .map(Exempt::of)
                .toList();
    }

    @Override
    public List<Proxy> select(URI address) {
        return through(address)
                .map(proxy -> List.of(new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(
                                proxy.address().host(), proxy.address().port()))))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // Whoever asked gets the failure as well, and there is no other proxy to try.
    }

    Optional<ProxyConfig> through(URI address) {
        String host = address.getHost();
        return config.filter(proxy -> !CloudAddress.isLoopback(host))
                .filter(proxy -> !proxy.encryptedOnly() || isEncrypted(address))
                .filter(proxy -> exceptions.stream().noneMatch(exception -> exception.covers(host)));
    }

    private static boolean isEncrypted(URI address) {
        return address.getScheme().equals("https") || address.getScheme().equals("wss");
    }
}
