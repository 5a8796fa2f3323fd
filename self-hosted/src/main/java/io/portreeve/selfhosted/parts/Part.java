package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.process.Child;
import java.util.Optional;

/** Something that runs as a process and is ready for the next part when {@link #start} returns. */
public interface Part {
    /** For people. */
    String name();

    /**
     * Starts the process and waits until it serves. May be called again after the process has ended.
     *
     * @throws io.portreeve.selfhosted.data.StartFailedException when it does not come up
     */
    Child start();

    /** What was put right after a process that ended with this status, for people; empty if nothing was. */
    default Optional<String> repaired(int exitStatus) {
        return Optional.empty();
    }

    /** Why a process that ended with this status is not to be started again; empty when it is. */
    default Optional<String> endedForGood(int exitStatus) {
        return Optional.empty();
    }
}
