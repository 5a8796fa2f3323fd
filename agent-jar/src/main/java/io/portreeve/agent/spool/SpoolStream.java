package io.portreeve.agent.spool;

import java.util.Arrays;
import java.util.Optional;

/** Records with sequence numbers of their own. What the cloud is never welcomed with stays within the agent. */
public enum SpoolStream {
    METRICS(1, Weight.THINNED_FIRST),
    EVENTS(2, Weight.DROPPED_LAST),
    /** What the spool itself has to tell; see {@link Gap}. */
    GAPS(3, Weight.DROPPED_LAST),
    /** Readings that are no batch of {@link #METRICS} yet; for nobody but this agent. */
    READINGS(4, Weight.DROPPED_LAST),
    /** What the machine did. */
    MACHINE(5, Weight.THINNED_FIRST);

    private final int code;
    private final Weight weight;

    SpoolStream(int code, Weight weight) {
        this.code = code;
        this.weight = weight;
    }

    /** On disk, and so for ever. */
    int code() {
        return code;
    }

    Weight weight() {
        return weight;
    }

    static Optional<SpoolStream> of(int code) {
        return Arrays.stream(values()).filter(stream -> stream.code == code).findFirst();
    }
}
