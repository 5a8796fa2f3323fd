package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A container as the engine lists it.
 *
 * @param number stands for this container in the metrics of this connection
 * @param dockerId 64 hexadecimal digits
 * @param name without the leading slash
 * @param image as it was asked for, such as {@code nginx:1.27}
 * @param imageId digest of the image's configuration, such as {@code sha256:…}; may be empty
 * @param state the engine's word: created, running, paused, restarting, removing, exited, dead; or
 *     {@value #REMOVED}, see {@link Inventory}
 * @param health the engine's word: healthy, unhealthy, starting; empty when the container has no health check
 * @param composeProject label {@code com.docker.compose.project}; empty without
 * @param composeService label {@code com.docker.compose.service}; empty without
 * @param restartCount restarts by the engine's policy
 * @param createdAt when the engine made it
 * @param startedAt start of the present or last run; absent if it never ran
 * @param exitCode of the last run; absent while it runs or never ran
 * @param allowed kinds of actions that the host's owner allows on it, as far as can be told beforehand, and {@link
 *     #KEEP_LOG}; absent from an agent that does not tell
 */
public record ContainerFacts(
        int number,
        String dockerId,
        String name,
        String image,
        String imageId,
        String state,
        String health,
        String composeProject,
        String composeService,
        int restartCount,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Integer> exitCode,
        Optional<Set<String>> allowed) {
    /** The state of one that the engine has no more. */
    public static final String REMOVED = "removed";

    /** Among what is allowed: {@link LogWishes} of its log. */
    public static final String KEEP_LOG = "keep-log";

    public ContainerFacts {
        if (number < 0) {
            throw new IllegalArgumentException("container number is negative: " + number);
        }
        if (!isDockerId(dockerId)) {
            throw new IllegalArgumentException("dockerId is not 64 hexadecimal digits");
        }
        Texts.bounded("name", name);
        Texts.bounded("image", image);
        Texts.bounded("imageId", imageId);
        Texts.bounded("state", state);
        Texts.bounded("health", health);
        Texts.bounded("composeProject", composeProject);
        Texts.bounded("composeService", composeService);
        allowed = allowed.map(Set::copyOf);
        if (allowed.map(Set::size).orElse(0) > Limits.ACTION_KINDS) {
            throw new IllegalArgumentException("more than " + Limits.ACTION_KINDS + " kinds are allowed");
        }
    }

    /** From an agent that does not tell what it allows. */
    public ContainerFacts(
            int number,
            String dockerId,
            String name,
            String image,
            String imageId,
            String state,
            String health,
            String composeProject,
            String composeService,
            int restartCount,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Integer> exitCode) {
        this(
                number,
                dockerId,
                name,
                image,
                imageId,
                state,
                health,
                composeProject,
                composeService,
                restartCount,
                createdAt,
                startedAt,
                exitCode,
                Optional.empty());
    }

    /** Whether the engine has it no more, and it is listed only since something of it is still to be told. */
    public boolean wasRemoved() {
        return REMOVED.equals(state);
    }

    /** Whether the text is the engine's id of a container: 64 hexadecimal digits. */
    public static boolean isDockerId(String text) {
        if (text.length() != 64) {
            return false;
        }
        for (int index = 0; index < 64; index++) {
            char digit = text.charAt(index);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }
}
