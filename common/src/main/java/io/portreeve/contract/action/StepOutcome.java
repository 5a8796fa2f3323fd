package io.portreeve.contract.action;

import java.util.Arrays;
import java.util.Optional;

/** What came of a step. */
public enum StepOutcome {
    /** It would be done; nothing was. */
    PLANNED("planned"),
    DONE("done"),
    /** There was no need, or no longer a reason; nothing was done. */
    SKIPPED("skipped"),
    /** A rule of the host's owner forbids it; nothing was done. */
    REFUSED("refused"),
    FAILED("failed"),
    /** It was begun, and whether it was done cannot be told. */
    UNKNOWN("unknown");

    private final String wireName;

    StepOutcome(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<StepOutcome> named(String wireName) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.wireName.equals(wireName))
                .findFirst();
    }
}
