package io.portreeve.contract.action;

import java.util.Arrays;
import java.util.Optional;

/** What may be allowed or denied, by the names that policies, pages and programs use. */
public enum ActionKind {
    START("start"),
    STOP("stop"),
    RESTART("restart"),
    KILL("kill"),
    PAUSE("pause"),
    UNPAUSE("unpause"),
    REMOVE("remove"),
    UPDATE("update"),
    EXEC("exec"),
    /** Removing what a host does not use, and listing it. */
    PRUNE("prune"),
    /** Asking registries for the images of a compose project. */
    PULL("pull");

    private final String wireName;

    ActionKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether it is something to do to one container by itself. */
    public boolean isOfContainer() {
        return this != PRUNE && this != PULL;
    }

    public static Optional<ActionKind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }
}
