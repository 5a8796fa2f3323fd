package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.MetricsHistory;
import io.portreeve.cloud.telemetry.Recreation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A container took the place of one before it.
 *
 * @param imageChanged whether it runs another image than that one
 */
public record RecreationView(
        Instant at, UUID containerId, UUID hostId, String name, String image, String imageId, boolean imageChanged) {

    static List<RecreationView> of(MetricsHistory history) {
        return history.recreations().stream().map(RecreationView::of).toList();
    }

    private static RecreationView of(Recreation recreation) {
        return new RecreationView(
                recreation.at(),
                recreation.container().value(),
                recreation.host().value(),
                recreation.name(),
                recreation.image(),
                recreation.imageId(),
                recreation.imageChanged());
    }
}
