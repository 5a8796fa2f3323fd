package io.portreeve.cloud.web.events;

import io.portreeve.cloud.events.Event;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that is marked in a chart.
 *
 * @param from where the span begins that ends at {@code at}, if it is one
 * @param tone ok, warning, critical or neutral
 */
public record EventMark(Instant at, Optional<Instant> from, String tone, String text) {
    static EventMark of(Event event, EventTexts texts) {
        String title = texts.title(event);
        String detail = texts.detail(event);
        return new EventMark(
                event.at(), begin(event), EventLook.of(event).tone(), detail.isEmpty() ? title : title + ", " + detail);
    }

    private static Optional<Instant> begin(Event event) {
        try {
            return Optional.ofNullable(event.attributes().get(Event.FROM)).map(Instant::parse);
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }
}
