package io.portreeve.cloud.platform;

import io.portreeve.contract.release.SignedRelease;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that an operator sets, but for the data sources, which the container reads by the same keys.
 *
 * @param redisUrl {@code redis://[[user]:password@]host:port[/db]}, or {@code rediss://}
 * @param publicUrl what people and agents reach this installation by; no trailing slash
 * @param jwtKeyFile PEM, PKCS#8, EC P-256
 * @param bootstrapAdminEmail of the first owner, made together with the first organization
 * @param sampleInterval how often agents read their containers, 1 s to 5 min
 * @param eventRetention how long events are kept, 1 to 400 days
 * @param logRetention how long lines of logs are kept, 1 to 90 days
 * @param agentJar the agent that hosts are given
 * @param agentRelease what its operator signed of that jar, for agents that replace themselves
 * @param releaseKey who signs such releases, told to agents when they enrol: Ed25519, X.509, base64
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param nodeName of this node, unique among the nodes
 */
public record PortreeveConfig(
        URI redisUrl,
        URI publicUrl,
        Optional<Path> jwtKeyFile,
        Optional<String> bootstrapAdminEmail,
        Optional<String> bootstrapAdminPassword,
        Duration sampleInterval,
        Duration eventRetention,
        Duration logRetention,
        Optional<Path> agentJar,
        Optional<Path> agentRelease,
        Optional<String> releaseKey,
        List<AddressRange> trustedProxies,
        String nodeName) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(400);
    private static final Duration LONGEST_LOG_RETENTION = Duration.ofDays(90);

    public PortreeveConfig {
        trustedProxies = List.copyOf(trustedProxies);
        checkReleaseKey(releaseKey);
        if (eventRetention.compareTo(SHORTEST_RETENTION) < 0 || eventRetention.compareTo(LONGEST_RETENTION) > 0) {
            throw new IllegalArgumentException("portreeve.event-retention must lie between P1D and P400D");
        }
        if (logRetention.compareTo(SHORTEST_RETENTION) < 0 || logRetention.compareTo(LONGEST_LOG_RETENTION) > 0) {
            throw new IllegalArgumentException("portreeve.log-retention must lie between P1D and P90D");
        }
        if (sampleInterval.compareTo(SHORTEST) < 0 || sampleInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("portreeve.sample-interval must lie between PT1S and PT5M");
        }
        if (publicUrl.getScheme() == null || !publicUrl.getScheme().matches("https?")) {
            throw new IllegalArgumentException("portreeve.public-url must begin with http:// or https://");
        }
        if (publicUrl.toString().endsWith("/")) {
            publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
        }
        if (bootstrapAdminEmail.isPresent() != bootstrapAdminPassword.isPresent()) {
            throw new IllegalArgumentException(
                    "portreeve.bootstrap.admin-email and portreeve.bootstrap.admin-password go together");
        }
    }

    private static void checkReleaseKey(Optional<String> releaseKey) {
        try {
            releaseKey.ifPresent(SignedRelease::publicKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("portreeve.release-key: " + e.getMessage(), e);
        }
    }

    /** Whether browsers are to send cookies over TLS only. */
    public boolean secureCookies() {
        return "https".equals(publicUrl.getScheme());
    }

    @Override
    public String toString() {
        return "PortreeveConfig[publicUrl=" + publicUrl + ", redis=" + redisUrl.getHost() + ":" + redisUrl.getPort()
                + ", jwtKeyFile=" + jwtKeyFile + ", bootstrapAdminEmail=" + bootstrapAdminEmail
                + ", bootstrapAdminPassword=redacted, sampleInterval=" + sampleInterval
                + ", eventRetention=" + eventRetention + ", logRetention=" + logRetention + ", agentJar=" + agentJar
                + ", agentRelease=" + agentRelease + ", releaseKey=" + releaseKey
                + ", trustedProxies=" + trustedProxies + ", nodeName=" + nodeName
                + "]";
    }
}
