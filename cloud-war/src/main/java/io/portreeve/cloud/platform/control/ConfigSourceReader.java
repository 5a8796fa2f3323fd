package io.portreeve.cloud.platform.control;

import io.portreeve.cloud.platform.AddressRange;
import io.portreeve.cloud.platform.PortreeveConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Reads every key once; the defaults stand here and in payara-config's documented list. */
final class ConfigSourceReader {
    private ConfigSourceReader() {}

    static PortreeveConfig read(Config config) {
        return new PortreeveConfig(
                URI.create(text(config, "portreeve.redis.url", "redis://127.0.0.1:6379")),
                URI.create(text(config, "portreeve.public-url", "http://localhost:8080")),
                config.getOptionalValue("portreeve.jwt.key-file", String.class).map(Path::of),
                config.getOptionalValue("portreeve.bootstrap.admin-email", String.class),
                config.getOptionalValue("portreeve.bootstrap.admin-password", String.class),
                Duration.parse(text(config, "portreeve.sample-interval", "PT10S")),
                Duration.parse(text(config, "portreeve.event-retention", "P30D")),
                Duration.parse(text(config, "portreeve.log-retention", "P7D")),
                config.getOptionalValue("portreeve.agent-jar", String.class).map(Path::of),
                config.getOptionalValue("portreeve.agent-release", String.class).map(Path::of),
                config.getOptionalValue("portreeve.release-key", String.class),
                ranges("portreeve.trusted-proxies", text(config, "portreeve.trusted-proxies", "")),
                config.getOptionalValue("portreeve.node-name", String.class).orElseGet(ConfigSourceReader::hostName));
    }

    private static List<AddressRange> ranges(String key, String list) {
        try {
            return Stream.of(list.split(","))
                    .filter(text -> !text.isBlank())
                    .map(AddressRange::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static String text(Config config, String key, String otherwise) {
        return config.getOptionalValue(key, String.class).orElse(otherwise);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
