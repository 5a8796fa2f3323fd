package io.portreeve.cloud.telemetry;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import java.time.Instant;

/**
 * A container took the place of one before it.
 *
 * @param at when the engine made it
 * @param imageChanged whether its image is another one than that of the container before it, by the image's id
 */
public record Recreation(
        Instant at,
        ContainerId container,
        HostId host,
        String name,
        String image,
        String imageId,
        boolean imageChanged) {}
