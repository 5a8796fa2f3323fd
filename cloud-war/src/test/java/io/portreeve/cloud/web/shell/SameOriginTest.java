package io.portreeve.cloud.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SameOriginTest {
    private static final URI PUBLIC = URI.create("https://watch.example");

    private static boolean allowed(String fetchSite, String origin, String host) {
        return SameOrigin.allowed(fetchSite, origin, host, PUBLIC);
    }

    @Test
    void browserThatSaysWhenceIsBelieved() {
        assertThat(allowed("same-origin", null, "watch.example")).isTrue();
        assertThat(allowed("none", null, "watch.example")).isTrue();
        assertThat(allowed("cross-site", "https://watch.example", "watch.example"))
                .isFalse();
        assertThat(allowed("same-site", null, "watch.example")).isFalse();
    }

    @Test
    void originMustBeTheHostOrThePublicAddress() {
        assertThat(allowed(null, "http://10.0.0.5:8080", "10.0.0.5:8080")).isTrue();
        assertThat(allowed(null, "https://watch.example", "10.0.0.5:8080")).isTrue();
        assertThat(allowed(null, "https://evil.example", "watch.example")).isFalse();
        assertThat(allowed(null, "null", "watch.example")).isFalse();
        assertThat(allowed(null, "http://[", "watch.example")).isFalse();
    }

    @Test
    void whatIsNoBrowserMayWrite() {
        assertThat(allowed(null, null, "watch.example")).isTrue();
    }
}
