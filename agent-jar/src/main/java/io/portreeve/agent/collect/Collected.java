package io.portreeve.agent.collect;

import io.portreeve.agent.event.Happened;
import io.portreeve.contract.sample.HostSample;
import java.util.Optional;

/** Takes what was collected. Called by several threads; must not block. */
public interface Collected {
    /** The containers changed. */
    void roster(Roster roster);

    /** The containers were read. */
    void reading(Reading reading);

    /** Of the containers, those were read that somebody watches; it is no part of the history. */
    void watched(Reading reading);

    /** Network interfaces were read, one by one; their containers' roster came before. */
    void interfaces(InterfacesReading reading);

    /** The machine was read. */
    void machine(HostSample sample);

    /** Something happened on the host. */
    void happened(Happened happened);

    /** The engine became unreadable, for another reason than before, or readable (then empty). */
    void engineProblem(Optional<String> problem);
}
