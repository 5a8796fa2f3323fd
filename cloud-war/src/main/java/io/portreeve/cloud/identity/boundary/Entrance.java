package io.portreeve.cloud.identity.boundary;

import io.portreeve.contract.protocol.Protocol;
import java.util.Set;

/** Which proof a path asks for. */
enum Entrance {
    /** None. */
    OPEN,
    /** An agent's token. */
    AGENT,
    /** An access token. */
    API,
    /** A session, and 401 without one: a program in a page asks. */
    LIVE,
    /** A session, and the sign-in page without one. */
    PAGE;

    private static final Set<String> OPEN_PATHS = Set.of(
            Protocol.ENROL_PATH,
            Protocol.AGENT_JAR_PATH,
            "/api/v1/auth/token",
            "/login",
            "/login.xhtml",
            "/sign-in",
            "/failure",
            "/failure.xhtml",
            "/openapi",
            "/health",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/favicon.ico",
            "/robots.txt");

    /** The entrance of a path below the context root, as the browser sent it. */
    static Entrance of(String rawPath) {
        String path = rawPath.replaceAll(";[^/]*", "");
        if (OPEN_PATHS.contains(path)) {
            return OPEN;
        }
        boolean plain = !path.contains("..") && !path.contains("//") && !path.contains("%");
        if (plain && path.startsWith("/jakarta.faces.resource/")) {
            return OPEN;
        }
        if (path.equals("/agent") || path.startsWith("/agent/")) {
            return AGENT;
        }
        if (path.equals("/api") || path.startsWith("/api/")) {
            return API;
        }
        return path.startsWith("/live/") ? LIVE : PAGE;
    }
}
