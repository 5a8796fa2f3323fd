package io.portreeve.agent.collect;

import io.portreeve.agent.docker.EngineContainer;
import java.util.List;
import java.util.Set;

/** All containers of the host at one moment. */
public record Roster(List<Entry> entries) {
    /** Of a host of which nothing is known yet. */
    public static final Roster EMPTY = new Roster(List.of());

    /**
     * A container.
     *
     * @param number its own for as long as the process lives
     * @param allowed kinds of actions, by name, that the host's owner allows on it, and whether its log goes by wishes
     */
    public record Entry(int number, EngineContainer container, Set<String> allowed) {
        public Entry {
            allowed = Set.copyOf(allowed);
        }
    }

    public Roster {
        entries = List.copyOf(entries);
    }
}
