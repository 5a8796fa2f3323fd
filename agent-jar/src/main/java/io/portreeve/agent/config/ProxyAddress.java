package io.portreeve.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An HTTP proxy on the way to the cloud.
 *
 * @param credentials for Basic authentication, as {@code user:password}
 */
public record ProxyAddress(String host, int port, Optional<Secret> credentials) {
    private static final int HTTP = 80;

    /**
     * Reads {@code http://[user:password@]host[:port]}, where the scheme may be missing.
     *
     * @param where the text was found
     * @throws ConfigException if it is no such address; its text does not repeat what may hold a password
     */
    static ProxyAddress of(String text, String where) {
        URI address = parse(text.contains("://") ? text : "http://" + text, where);
        String path = String.valueOf(address.getPath());
        if (!"http".equalsIgnoreCase(address.getScheme())
                || address.getHost() == null
                || !(path.isEmpty() || path.equals("/"))) {
            throw refused(where);
        }
        int port = address.getPort() < 0 ? HTTP : address.getPort();
        return new ProxyAddress(address.getHost(), port, credentials(address.getRawUserInfo(), where));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static Optional<Secret> credentials(String userInfo, String where) {
        if (userInfo == null) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        if (colon <= 0) {
            throw refused(where);
        }
        return Optional.of(
                new Secret(decode(userInfo.substring(0, colon)) + ":" + decode(userInfo.substring(colon + 1))));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("UnusedException") // its text repeats the address, password and all
    private static URI parse(String text, String where) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused(where);
        }
    }

    private static ConfigException refused(String where) {
        return new ConfigException(where + " must be like http://user:password@proxy.example.com:3128, with user and"
                + " password only where the proxy asks for them, and signs in them percent-encoded");
    }
}
