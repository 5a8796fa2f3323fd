package io.portreeve.cloud.events;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened on a host, or, with the kind {@link #GAP}, a span that ends at {@code at} in which events may
 * be missing.
 *
 * @param at by the engine's clock, to the microsecond
 * @param kind the contract's name of it
 * @param containerId the container that it happened to, if an inventory ever knew it
 * @param dockerId the same by the engine's id; empty if it happened to none
 * @param name of the container, image, network or volume as it was then; empty for the engine
 * @param image the container's; empty without
 * @param composeProject the container's; empty without
 * @param composeService the container's; empty without
 * @param attributes as the contract names them; of a gap {@link #REASON}, {@link #FROM} and {@link #MISSED}
 */
public record Event(
        EventId id,
        HostId hostId,
        Instant at,
        String kind,
        Optional<ContainerId> containerId,
        String dockerId,
        String name,
        String image,
        String composeProject,
        String composeService,
        Optional<Integer> exitCode,
        Map<String, String> attributes) {
    /** The kind of a span in which events may be missing. */
    public static final String GAP = "gap";

    /** Attribute of a gap: the contract's name of why. */
    public static final String REASON = "reason";

    /** Attribute of a gap: the last moment before it that is complete, as ISO 8601. */
    public static final String FROM = "from";

    /** Attribute of a gap: how many events are missing; absent if nobody knows. */
    public static final String MISSED = "missed";

    public Event {
        attributes = Map.copyOf(attributes);
    }
}
