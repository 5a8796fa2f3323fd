package io.portreeve.agent.spool;

import java.util.Arrays;
import java.util.Optional;

/** Why something that was collected will never arrive. */
public enum GapReason {
    /** Every other reading was given up for want of room. */
    THINNED(1),
    /** All of it was given up for want of room. */
    DROPPED_FULL(2),
    /** The cloud could not be reached for longer than records are kept. */
    EXPIRED(3),
    /** The disk did not give back what was written. */
    CORRUPT(4),
    /** It was being written when the power failed or the agent was killed. */
    TORN_TAIL(5),
    /** The cloud will never take it, or it cannot be sent at all. */
    REFUSED(6);

    private final int code;

    GapReason(int code) {
        this.code = code;
    }

    /** On disk, and so for ever. */
    int code() {
        return code;
    }

    static Optional<GapReason> of(int code) {
        return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
    }
}
