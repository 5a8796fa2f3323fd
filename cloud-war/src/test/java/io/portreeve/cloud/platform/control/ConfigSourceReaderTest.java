package io.portreeve.cloud.platform.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.cloud.platform.AddressRange;
import io.portreeve.cloud.platform.PortreeveConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class ConfigSourceReaderTest {
    private static final String RELEASE_KEY = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    @Test
    void everythingHasADefault() {
        PortreeveConfig config = read(Map.of());
        assertThat(config.redisUrl()).isEqualTo(URI.create("redis://127.0.0.1:6379"));
        assertThat(config.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(config.jwtKeyFile()).isEmpty();
        assertThat(config.bootstrapAdminEmail()).isEmpty();
        assertThat(config.bootstrapAdminPassword()).isEmpty();
        assertThat(config.sampleInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.eventRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.agentJar()).isEmpty();
        assertThat(config.agentRelease()).isEmpty();
        assertThat(config.releaseKey()).isEmpty();
        assertThat(config.logRetention()).isEqualTo(Duration.ofDays(7));
        assertThat(config.trustedProxies()).isEmpty();
        assertThat(config.nodeName()).isNotBlank();
        assertThat(config.secureCookies()).isFalse();
    }

    @Test
    void everyKeyIsRead() {
        PortreeveConfig config = read(Map.ofEntries(
                Map.entry("portreeve.redis.url", "rediss://:secret@redis.example.org:6380"),
                Map.entry("portreeve.public-url", "https://portreeve.example.org/"),
                Map.entry("portreeve.jwt.key-file", "key.pem"),
                Map.entry("portreeve.bootstrap.admin-email", "a@example.org"),
                Map.entry("portreeve.bootstrap.admin-password", "hidden"),
                Map.entry("portreeve.sample-interval", "PT2S"),
                Map.entry("portreeve.event-retention", "P7D"),
                Map.entry("portreeve.log-retention", "P90D"),
                Map.entry("portreeve.agent-jar", "agent.jar"),
                Map.entry("portreeve.agent-release", "agent.release"),
                Map.entry("portreeve.release-key", RELEASE_KEY),
                Map.entry("portreeve.trusted-proxies", "10.0.0.0/8, ::1"),
                Map.entry("portreeve.node-name", "one")));
        assertThat(config)
                .isEqualTo(new PortreeveConfig(
                        URI.create("rediss://:secret@redis.example.org:6380"),
                        URI.create("https://portreeve.example.org"),
                        Optional.of(Path.of("key.pem")),
                        Optional.of("a@example.org"),
                        Optional.of("hidden"),
                        Duration.ofSeconds(2),
                        Duration.ofDays(7),
                        Duration.ofDays(90),
                        Optional.of(Path.of("agent.jar")),
                        Optional.of(Path.of("agent.release")),
                        Optional.of(RELEASE_KEY),
                        List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1/128")),
                        "one"));
        assertThat(config.secureCookies()).isTrue();
        assertThat(config.toString()).doesNotContain("hidden", "secret");
    }

    @Test
    void valuesThatCannotBeMeantAreNamed() {
        assertThatThrownBy(() -> read(Map.of("portreeve.sample-interval", "PT0.1S")))
                .hasMessageContaining("portreeve.sample-interval");
        assertThatThrownBy(() -> read(Map.of("portreeve.release-key", "none")))
                .hasMessageContaining("portreeve.release-key");
        assertThatThrownBy(() -> read(Map.of("portreeve.event-retention", "PT1H")))
                .hasMessageContaining("portreeve.event-retention");
        assertThatThrownBy(() -> read(Map.of("portreeve.log-retention", "P91D")))
                .hasMessageContaining("portreeve.log-retention");
        assertThatThrownBy(() -> read(Map.of("portreeve.trusted-proxies", "10.0.0.0/8, gateway")))
                .hasMessageContaining("portreeve.trusted-proxies")
                .hasMessageContaining("gateway");
        assertThatThrownBy(() -> read(Map.of("portreeve.public-url", "portreeve.example.org")))
                .hasMessageContaining("portreeve.public-url");
        assertThatThrownBy(() -> read(Map.of("portreeve.bootstrap.admin-email", "a@example.org")))
                .hasMessageContaining("portreeve.bootstrap.admin-password");
    }

    private static PortreeveConfig read(Map<String, String> values) {
        return ConfigSourceReader.read(new Values(values));
    }

    private record Values(Map<String, String> values) implements Config {
        @Override
        public <T> T getValue(String name, Class<T> type) {
            return getOptionalValue(name, type).orElseThrow();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            return Optional.ofNullable(values.get(name)).map(type::cast);
        }

        @Override
        public Iterable<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return List.of();
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalArgumentException("nothing to unwrap");
        }
    }
}
