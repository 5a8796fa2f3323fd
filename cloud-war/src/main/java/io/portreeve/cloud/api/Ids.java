package io.portreeve.cloud.api;

import java.util.UUID;

final class Ids {
    private Ids() {}

    /** An id in a path; what is no id names nothing. */
    static UUID inPath(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problems.notFound();
        }
    }
}
