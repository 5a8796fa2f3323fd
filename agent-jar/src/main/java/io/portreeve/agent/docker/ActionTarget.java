package io.portreeve.agent.docker;

import java.util.Set;

/**
 * A container, with what a policy wants to know of it.
 *
 * @param images all names of its image: as it was made with, and what the image is called now
 */
public record ActionTarget(EngineContainer container, Set<String> images) {
    public ActionTarget {
        images = Set.copyOf(images);
    }
}
