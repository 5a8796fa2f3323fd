package io.portreeve.selfhosted.parts;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the control plane says of itself. */
final class Health {
    private static final int TIMEOUT_MILLIS = 5_000;

    /** A check of the application; a server without it answers 200 with none. */
    private static final Pattern ANY_CHECK = Pattern.compile("\"checks\"\\s*:\\s*\\[\\s*\\{");

    private final URI ready;

    Health(String address, int port) {
        this.ready = URI.create("http://" + reachable(address) + ":" + port + "/health/ready");
    }

    boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream body = connection.getInputStream()) {
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                        && ANY_CHECK.matcher(text).find();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** The wildcard address is one to listen on, not to connect to. */
    static String reachable(String address) {
        return "0.0.0.0".equals(address) || "::".equals(address) ? "127.0.0.1" : address;
    }
}
