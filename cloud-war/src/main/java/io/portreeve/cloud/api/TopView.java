package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.TopContainers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The containers that used most.
 *
 * @param unit of the means
 * @param from start of the first bucket that counts
 * @param level raw, 5m, 1h or 1d: the coarsest that was read
 */
public record TopView(String metric, String unit, Instant from, Instant to, String level, List<Item> items) {
    public TopView {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param mean over the whole span, in which a container that was not there used nothing
     */
    public record Item(
            UUID containerId,
            String name,
            UUID hostId,
            String hostName,
            String composeProject,
            String composeService,
            double mean) {}

    static TopView of(TopContainers top) {
        return new TopView(
                top.ranking().wireName(),
                top.ranking().unit(),
                top.from(),
                top.to(),
                top.level().wireName(),
                top.entries().stream().map(TopView::item).toList());
    }

    private static Item item(TopContainers.Entry entry) {
        return new Item(
                entry.container().value(),
                entry.name(),
                entry.host().value(),
                entry.hostName(),
                entry.composeProject(),
                entry.composeService(),
                entry.mean());
    }
}
