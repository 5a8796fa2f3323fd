package io.portreeve.agent.docker;

import java.time.Instant;
import java.util.Map;

/**
 * What has to be known of a container to read its log.
 *
 * @param tty whether it has a terminal, so that the engine does not say which stream a line came from
 */
public record LogSource(String id, boolean tty, Instant createdAt, Map<String, String> labels) {
    public LogSource {
        labels = Map.copyOf(labels);
    }
}
