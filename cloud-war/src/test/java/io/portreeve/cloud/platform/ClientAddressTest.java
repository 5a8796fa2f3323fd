package io.portreeve.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final List<AddressRange> PROXIES =
            List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"));

    @Test
    void peerIsTheClientWhenItIsNoTrustedProxy() {
        assertThat(of("192.0.2.7", "198.51.100.1")).isEqualTo("192.0.2.7");
    }

    @Test
    void trustedProxyIsBelieved() {
        assertThat(of("10.1.2.3", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("fd12::1", "2001:db8::9")).isEqualTo("2001:db8:0:0:0:0:0:9");
    }

    @Test
    void whatTheClientItselfWroteIsNotBelieved() {
        assertThat(of("10.1.2.3", "203.0.113.99, 198.51.100.1")).isEqualTo("198.51.100.1");
    }

    @Test
    void chainOfTrustedProxiesIsFollowedOverSeveralHeaders() {
        assertThat(of("10.1.2.3", "203.0.113.99, 198.51.100.1", "10.9.9.9")).isEqualTo("198.51.100.1");
    }

    @Test
    void withoutTheHeaderOrWithGarbageThePeerIsTheClient() {
        assertThat(of("10.1.2.3")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", "unknown")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", "198.51.100.1, localhost")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", "")).isEqualTo("10.1.2.3");
    }

    @Test
    void nobodyIsTrustedByDefault() {
        assertThat(ClientAddress.of("127.0.0.1", List.of("198.51.100.1"), List.of()))
                .isEqualTo("127.0.0.1");
    }

    private static String of(String peer, String... forwardedFor) {
        return ClientAddress.of(peer, List.of(forwardedFor), PROXIES);
    }
}
