package io.portreeve.agent.docker;

import java.util.Map;

/**
 * What the engine told of, in its own words; texts are empty where it said nothing.
 *
 * @param timeNanos since the epoch, by the engine's clock
 * @param type of what it happened to, such as container
 * @param action such as {@code die}, or {@code health_status: healthy}
 * @param id of what it happened to; an image's may be its name
 */
public record EngineOccurrence(long timeNanos, String type, String action, String id, Map<String, String> attributes) {
    public EngineOccurrence {
        attributes = Map.copyOf(attributes);
    }

    /** The action without what follows it. */
    public String verb() {
        int colon = action.indexOf(':');
        return colon < 0 ? action : action.substring(0, colon);
    }

    /** What follows a colon; empty if nothing does. */
    public String detail() {
        int colon = action.indexOf(':');
        return colon < 0 ? "" : action.substring(colon + 1).strip();
    }
}
