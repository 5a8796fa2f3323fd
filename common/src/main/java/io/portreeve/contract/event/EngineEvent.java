package io.portreeve.contract.event;

import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Something that happened, with its names as they were then. Time, kind, container and name together are its identity:
 * two records that agree in them are one occurrence told twice.
 *
 * @param timeNanos since the epoch, by the engine's clock
 * @param kind a name of {@link EventKind}, or one of a newer version
 * @param dockerId of the container that it happened to, or that joined or left a network: 64 hexadecimal digits; empty
 *     if there is none
 * @param name of the container, image, volume or network, also where a container joined or left it; empty for the engine
 * @param image the container's, as it was asked for; empty without a container
 * @param composeProject the container's; empty without
 * @param composeService the container's; empty without
 * @param exitCode of {@link EventKind#CONTAINER_DIE}
 * @param attributes whatever else is worth knowing, few and short
 */
public record EngineEvent(
        long timeNanos,
        String kind,
        String dockerId,
        String name,
        String image,
        String composeProject,
        String composeService,
        Optional<Integer> exitCode,
        Map<String, String> attributes) {
    /** Attribute: the signal's number or name, as the engine gives it. */
    public static final String SIGNAL = "signal";

    /** Attribute: healthy, unhealthy or starting. */
    public static final String HEALTH = "health";

    /** Attribute: the name before. */
    public static final String OLD_NAME = "oldName";

    /** Attribute of an end: "true" if the kernel had killed a process of this run for want of memory. */
    public static final String OOM_KILLED = "oomKilled";

    /** Attribute: one line for people. */
    public static final String PROBLEM = "problem";

    /** Attribute: "true" if the agent did not see it happen, but found that it must have. */
    public static final String DERIVED = "derived";

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
    private static final Pattern DOCKER_ID = Pattern.compile("(?:[0-9a-f]{64})?");

    public EngineEvent {
        if (timeNanos < 0) {
            throw new IllegalArgumentException("timeNanos is negative: " + timeNanos);
        }
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind is not a name of lower-case letters");
        }
        if (!DOCKER_ID.matcher(dockerId).matches()) {
            throw new IllegalArgumentException("dockerId is not 64 hexadecimal digits");
        }
        bounded("name", name);
        bounded("image", image);
        bounded("composeProject", composeProject);
        bounded("composeService", composeService);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        if (attributes.size() > Limits.EVENT_ATTRIBUTES) {
            throw new IllegalArgumentException("more than " + Limits.EVENT_ATTRIBUTES + " attributes");
        }
        attributes.forEach((attribute, value) -> {
            bounded("name of an attribute", attribute);
            bounded("attribute", value);
        });
    }

    public Instant at() {
        return Instant.ofEpochSecond(0, timeNanos);
    }

    /** The same at another time. */
    public EngineEvent at(long otherNanos) {
        return new EngineEvent(
                otherNanos, kind, dockerId, name, image, composeProject, composeService, exitCode, attributes);
    }

    private static void bounded(String name, String text) {
        if (text.length() > Limits.EVENT_TEXT_LENGTH) {
            throw new IllegalArgumentException(name + " is longer than " + Limits.EVENT_TEXT_LENGTH + " characters");
        }
    }
}
