package io.portreeve.agent.config;

import io.portreeve.contract.protocol.Protocol;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where the cloud is: an http or https URL, with a path if the cloud is not at the root of its server.
 *
 * @param base without a slash at the end
 */
public record CloudAddress(URI base) {
    /**
     * Reads an address as a person writes it.
     *
     * @param allowPlain whether an address that is neither encrypted nor on this machine may be used
     * @throws ConfigException if it is no such address
     */
    public static CloudAddress of(String text, boolean allowPlain) {
        URI address = parse(text);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new ConfigException("url must be like https://portreeve.example.com, not \"" + text + "\"");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null || address.getRawUserInfo() != null) {
            throw new ConfigException("url must have no user, query or fragment");
        }
        if (scheme.equals("http") && !allowPlain && !isLoopback(address.getHost())) {
            throw new ConfigException("url " + text + " is not encrypted and leads off this machine:"
                    + " use https, or say --allow-plain if the network between is trusted");
        }
        return new CloudAddress(URI.create(scheme + address.toString().substring(scheme.length())));
    }

    public URI enrolment() {
        return URI.create(base + Protocol.ENROL_PATH);
    }

    /** The agent that the cloud gives to hosts. */
    public URI agentJar() {
        return URI.create(base + Protocol.AGENT_JAR_PATH);
    }

    /** The WebSocket, with the scheme that belongs to the base's. */
    public URI connection() {
        return URI.create("ws" + base.toString().substring("http".length()) + Protocol.CONNECT_PATH);
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static URI parse(String text) {
        try {
            return new URI(text.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new ConfigException("url is not an address: " + e.getMessage(), e);
        }
    }

    /** Whether a host, as an address has it, can only be this machine. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
