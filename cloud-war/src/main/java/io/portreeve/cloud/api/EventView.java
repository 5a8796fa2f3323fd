package io.portreeve.cloud.api;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.fleet.ContainerId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened; or, as the kind gap, a span in which events may be missing.
 *
 * @param at by the engine's clock
 * @param containerId absent if it happened to no container, or to one that was gone before it was listed
 * @param name of the container, image, network or volume, as it was then
 * @param exitCode of container.die
 */
public record EventView(
        UUID id,
        Instant at,
        String kind,
        UUID hostId,
        Optional<UUID> containerId,
        String dockerId,
        String name,
        String image,
        String composeProject,
        String composeService,
        Optional<Integer> exitCode,
        Map<String, String> attributes) {
    public EventView {
        attributes = Map.copyOf(attributes);
    }

    static EventView of(Event event) {
        return new EventView(
                event.id().value(),
                event.at(),
                event.kind(),
                event.hostId().value(),
                event.containerId().map(ContainerId::value),
                event.dockerId(),
                event.name(),
                event.image(),
                event.composeProject(),
                event.composeService(),
                event.exitCode(),
                event.attributes());
    }
}
