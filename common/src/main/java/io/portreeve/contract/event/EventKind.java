package io.portreeve.contract.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can happen, by name: what it happened to and the engine's own word for it. An agent may send a kind that its
 * cloud does not know yet.
 */
public enum EventKind {
    CONTAINER_CREATE("container.create"),
    CONTAINER_START("container.start"),
    /** The first process ended; {@link EngineEvent#exitCode} says how. */
    CONTAINER_DIE("container.die"),
    /** The kernel killed a process of the container because its memory limit was reached. */
    CONTAINER_OOM("container.oom"),
    /** A signal was sent on somebody's request; {@link EngineEvent#SIGNAL}. */
    CONTAINER_KILL("container.kill"),
    /** Somebody asked for it to stop, and it has. */
    CONTAINER_STOP("container.stop"),
    /** Somebody asked for it to restart, and it has. */
    CONTAINER_RESTART("container.restart"),
    CONTAINER_PAUSE("container.pause"),
    CONTAINER_UNPAUSE("container.unpause"),
    /** The health check's verdict changed; {@link EngineEvent#HEALTH}. */
    CONTAINER_HEALTH("container.health"),
    /** {@link EngineEvent#OLD_NAME}. */
    CONTAINER_RENAME("container.rename"),
    /** Limits or restart policy were changed. */
    CONTAINER_UPDATE("container.update"),
    CONTAINER_DESTROY("container.destroy"),
    IMAGE_PULL("image.pull"),
    IMAGE_TAG("image.tag"),
    IMAGE_UNTAG("image.untag"),
    IMAGE_DELETE("image.delete"),
    NETWORK_CREATE("network.create"),
    /** A container joined the network; also at each of its starts. */
    NETWORK_CONNECT("network.connect"),
    /** A container left the network; also at each of its ends. */
    NETWORK_DISCONNECT("network.disconnect"),
    NETWORK_DESTROY("network.destroy"),
    VOLUME_CREATE("volume.create"),
    VOLUME_DESTROY("volume.destroy"),
    /** The agent can read the engine again. */
    ENGINE_UP("engine.up"),
    /** The agent can no longer read the engine; {@link EngineEvent#PROBLEM}. */
    ENGINE_DOWN("engine.down");

    private final String wireName;

    EventKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<EventKind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }
}
