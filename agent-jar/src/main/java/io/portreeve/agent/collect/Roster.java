package io.portreeve.agent.collect;

import io.portreeve.agent.docker.EngineContainer;
import java.util.List;

/** All containers of the host at one moment. */
public record Roster(List<Entry> entries) {
    /** Of a host of which nothing is known yet. */
    public static final Roster EMPTY = new Roster(List.of());

    /**
     * A container.
     *
     * @param number its own for as long as the process lives
     */
    public record Entry(int number, EngineContainer container) {}

    public Roster {
        entries = List.copyOf(entries);
    }
}
