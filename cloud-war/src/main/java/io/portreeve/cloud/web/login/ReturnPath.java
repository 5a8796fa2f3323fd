package io.portreeve.cloud.web.login;

import java.net.URI;
import java.net.URISyntaxException;

/** Where someone goes after signing in: back to a page of ours, never to another site. */
final class ReturnPath {
    private ReturnPath() {}

    /** The path and query asked for if they are ours, else the overview. */
    static String of(String asked) {
        if (asked == null || !asked.startsWith("/") || asked.startsWith("//") || asked.contains("\\")) {
            return "/";
        }
        try {
            URI address = new URI(asked);
            boolean ours = address.getScheme() == null && address.getAuthority() == null;
            return ours && !address.getPath().startsWith("/login") ? asked : "/";
        } catch (URISyntaxException unreadable) {
            return "/";
        }
    }
}
