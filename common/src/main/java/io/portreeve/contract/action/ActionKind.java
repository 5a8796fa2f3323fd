package io.portreeve.contract.action;

import java.util.Arrays;
import java.util.Optional;

/** The actions by name, as policies, pages and programs call them. */
public enum ActionKind {
    START("start"),
    STOP("stop"),
    RESTART("restart"),
    KILL("kill"),
    PAUSE("pause"),
    UNPAUSE("unpause"),
    REMOVE("remove"),
    UPDATE("update"),
    EXEC("exec");

    private final String wireName;

    ActionKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<ActionKind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }
}
