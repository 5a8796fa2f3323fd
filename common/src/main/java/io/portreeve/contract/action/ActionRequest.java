package io.portreeve.contract.action;

import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An action that somebody asked for.
 *
 * @param id makes it idempotent: an agent runs an id once, however often it is told
 * @param dockerId of the container: 64 hexadecimal digits, never a name, since names move
 * @param timeLeft until it expires, when it was sent; relative, so that no clock need be right. What has not begun
 *     by then never does
 */
public record ActionRequest(
        UUID id, String dockerId, ContainerAction action, Precondition precondition, Duration timeLeft) {
    private static final Pattern DOCKER_ID = Pattern.compile("[0-9a-f]{64}");

    public ActionRequest {
        if (!DOCKER_ID.matcher(dockerId).matches()) {
            throw new IllegalArgumentException("dockerId is not 64 hexadecimal digits");
        }
    }
}
