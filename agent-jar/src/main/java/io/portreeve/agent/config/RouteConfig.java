package io.portreeve.agent.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the cloud is reached.
 *
 * @param allowPlain whether an unencrypted cloud beyond this machine may be used
 * @param authorities PEM file with the certificates of those who vouch for the cloud; absent means the Java runtime's
 */
public record RouteConfig(
        boolean allowPlain,
        Optional<Path> authorities,
        Optional<ClientCertificate> clientCertificate,
        Optional<ProxyConfig> proxy) {
    /** Straight to it, with nothing but what the Java runtime trusts. */
    public static final RouteConfig DIRECT =
            new RouteConfig(false, Optional.empty(), Optional.empty(), Optional.empty());
}
