package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an action on a host does. For one thread at a time; what the engine does not answer may be thrown by the first. */
interface HostWork {
    /** Looks and checks, and changes nothing; why it cannot be begun, if so. Called once, before all others. */
    Optional<Obstacle> prepare();

    /** What it will be done to. */
    List<Entry.Concerned> concerned();

    /** Takes the next step, if there is one; empty when it is over, else how long to wait before the next. */
    Optional<Duration> step();

    /** What came of those that were taken or given up; at the end all of them. */
    List<ActionStep> steps();

    /** Takes no further step, for this reason. */
    void giveUp(String why);

    /** What came of all. */
    Verdict verdict();
}
