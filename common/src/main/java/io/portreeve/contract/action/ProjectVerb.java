package io.portreeve.contract.action;

import java.util.Arrays;
import java.util.Optional;

/** What may be done to a compose project, as far as its containers' labels show it. */
public enum ProjectVerb {
    /** Starts what does not run, in the order of its dependencies; makes nothing. */
    UP("project-up"),
    /** Stops what runs, in the opposite order. */
    STOP("project-stop"),
    /** Stops and removes its containers, then its networks; volumes stay. */
    DOWN("project-down"),
    /** Stops and starts again what runs, in the order of its dependencies. */
    RESTART("project-restart"),
    /** Has the registries asked for its images; containers stay as they are. */
    PULL("project-pull");

    private final String wireName;

    ProjectVerb(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<ProjectVerb> named(String wireName) {
        return Arrays.stream(values())
                .filter(verb -> verb.wireName.equals(wireName))
                .findFirst();
    }
}
