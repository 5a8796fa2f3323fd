package io.portreeve.agent.link;

import java.time.Duration;
import java.util.Set;

/** How often the cloud wants containers to be read. Called by the link's thread; must not block. */
public interface Pacing {
    /** All of them, from the next reading on. */
    void every(Duration interval);

    /**
     * Some of them more often, for a while.
     *
     * @param containers numbers as the rosters have them
     * @param lasts from now on; a later lease of the same container takes its place
     */
    void leased(Set<Integer> containers, Duration interval, Duration lasts);
}
