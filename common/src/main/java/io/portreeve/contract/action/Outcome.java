package io.portreeve.contract.action;

import java.util.Arrays;
import java.util.Optional;

/** How an action ended. */
public enum Outcome {
    /** The engine did it, or it was so already. */
    SUCCEEDED("succeeded"),
    /** The engine would not or could not, or the container is not as it should be afterwards. */
    FAILED("failed"),
    /** A rule of the host's owner or the precondition forbade it; nothing was done. */
    REFUSED("refused"),
    /** It came too late; nothing was done. */
    EXPIRED("expired"),
    /** It was begun, and whether it was done cannot be told. It is not tried again. */
    UNKNOWN("unknown");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Outcome> named(String wireName) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.wireName.equals(wireName))
                .findFirst();
    }
}
