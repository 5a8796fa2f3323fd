package io.portreeve.cloud.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id that ends an address such as {@code /hosts/…}. */
public final class PathId {
    /** Where the route leaves it for the page. */
    public static final String ATTRIBUTE = "io.portreeve.id";

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private PathId() {}

    /** Empty unless the text is a UUID in its canonical form: each thing has one address. */
    public static Optional<UUID> parse(String text) {
        if (text == null || !CANONICAL.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(UUID.fromString(text));
    }

    public static Optional<UUID> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof UUID id ? Optional.of(id) : Optional.empty();
    }
}
