package io.portreeve.cloud.api;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.events.boundary.Events;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Part of a list of events.
 *
 * @param next the cursor of the page after this one; absent if this may be the last
 */
public record EventPage(List<EventView> items, Optional<UUID> next) {
    public EventPage {
        items = List.copyOf(items);
    }

    static EventPage of(Events events, EventFilter filter) {
        List<Event> found = events.search(filter).orElseThrow(Problems::notFound);
        boolean full = found.size() == filter.limit();
        return new EventPage(
                found.stream().map(EventView::of).toList(),
                full ? Optional.of(found.get(found.size() - 1).id().value()) : Optional.empty());
    }
}
