package io.portreeve.agent.docker;

import java.util.Map;

/** A container, with what a policy wants to know of it. */
public record ActionTarget(EngineContainer container, Map<String, String> labels) {
    public ActionTarget {
        labels = Map.copyOf(labels);
    }
}
