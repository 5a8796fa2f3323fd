package io.portreeve.contract.action;

import java.util.Arrays;
import java.util.Optional;

/** What a host may have and not use. */
public enum PruneKind {
    /** Containers that do not run. */
    CONTAINERS("containers"),
    /** Images that have no name and no container. */
    DANGLING_IMAGES("dangling-images"),
    /** Images that have no container, those with names included. */
    IMAGES("images"),
    /** Networks that somebody made and no container is made for, running or not. */
    NETWORKS("networks"),
    /** Volumes that no container is made with, and the data in them. */
    VOLUMES("volumes"),
    /** What building images left behind. */
    BUILD_CACHE("build-cache");

    private final String wireName;

    PruneKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<PruneKind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }
}
