package io.portreeve.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.config.ProxyAddress;
import io.portreeve.agent.config.ProxyConfig;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "https://cloud.example, true",
        "wss://cloud.example, true",
        "http://cloud.example, true",
        "https://localhost:8080, false",
        "https://127.0.0.1, false",
        "https://[::1], false",
        "https://inside.example, false",
        "https://deep.inside.example, false",
        "https://notinside.example, true",
        "https://one.dotted.example, false",
        "https://dotted.example, false",
        "https://ported.example:8443, false",
        "https://10.1.2.3, false",
        "https://11.1.2.3, true",
        "https://10.example, true",
        "https://[fd00::5], false",
        "https://[fe80::5], true",
        "https://192.0.2.7, false"
    })
    void proxyIsUsedForAllButTheExceptions(URI address, boolean proxied) {
        Proxies proxies = proxies(
                false,
                "inside.example",
                ".dotted.example",
                "ported.example:8443",
                "10.0.0.0/8",
                "fd00::/8",
                "192.0.2.7",
                "x/y");
        assertThat(proxies.through(address).isPresent()).isEqualTo(proxied);
        assertThat(proxies.select(address))
                .singleElement()
                .extracting(Proxy::type)
                .isEqualTo(proxied ? Proxy.Type.HTTP : Proxy.Type.DIRECT);
    }

    @Test
    void starExceptsAll() {
        assertThat(proxies(false, "*").through(URI.create("https://cloud.example")))
                .isEmpty();
    }

    @Test
    void proxyThatIsMeantForEncryptedConnectionsIsUsedForNoOther() {
        assertThat(proxies(true).through(URI.create("wss://cloud.example"))).isPresent();
        assertThat(proxies(true).through(URI.create("ws://cloud.example"))).isEmpty();
    }

    private static Proxies proxies(boolean encryptedOnly, String... except) {
        return new Proxies(Optional.of(new ProxyConfig(
                new ProxyAddress("proxy.example", 3128, Optional.empty()), List.of(except), encryptedOnly)));
    }
}
