package io.portreeve.cloud.web.events;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What happened, and how, in words of the bundle. */
final class EventTexts {
    private static final String TEXTS = "io.portreeve.cloud.web.texts";
    private static final String KIND = "event.";

    private final ResourceBundle texts = ResourceBundle.getBundle(TEXTS);
    private final ZoneId zone;

    EventTexts(ZoneId zone) {
        this.zone = zone;
    }

    /** A kind that is not known here is named as it came. */
    String title(Event event) {
        String health = event.attributes().get(EngineEvent.HEALTH);
        if (health != null && texts.containsKey("health." + health)) {
            return texts.getString("health." + health);
        }
        String key =
                KIND + event.kind() + lost(event).map(lost -> '.' + lost.what()).orElse("");
        return texts.containsKey(key) ? texts.getString(key) : event.kind();
    }

    String detail(Event event) {
        List<String> parts = new ArrayList<>();
        event.exitCode().ifPresent(code -> parts.add(fill("event.detail.exit", code)));
        if ("true".equals(event.attributes().get(EngineEvent.OOM_KILLED))) {
            parts.add(texts.getString("event.detail.oom"));
        }
        part(parts, event, EngineEvent.SIGNAL, "event.detail.signal");
        part(parts, event, EngineEvent.OLD_NAME, "event.detail.was");
        part(parts, event, EngineEvent.PROBLEM, "event.detail.problem");
        if (event.kind().equals(Event.GAP)) {
            gap(parts, event);
        }
        return String.join(", ", parts);
    }

    private void gap(List<String> parts, Event event) {
        String reason = event.attributes().getOrDefault(Event.REASON, "");
        Optional<Lost> lost = lost(event);
        String key = lost.map(known -> "event.gap.lost." + known.why()).orElse("event.gap.reason." + reason);
        parts.add(texts.containsKey(key) ? texts.getString(key) : reason);
        part(parts, event, Event.MISSED, lost.isPresent() ? "event.detail.lost" : "event.detail.missed");
        try {
            Instant from = Instant.parse(event.attributes().getOrDefault(Event.FROM, ""));
            parts.add(fill("event.detail.since", Formats.absolute(from, zone)));
        } catch (DateTimeException unsaid) {
            // An older row may lack it; the end of the gap is the row's own time.
            return;
        }
    }

    /** If the gap is one of what the host had and could not keep. */
    private static Optional<Lost> lost(Event event) {
        String reason = event.attributes().getOrDefault(Event.REASON, "");
        return Stream.of(EventGap.READINGS, EventGap.MACHINE, EventGap.EVENTS)
                .filter(reason::startsWith)
                .findFirst()
                .map(what -> new Lost(what.substring(0, what.length() - 1), reason.substring(what.length())));
    }

    private record Lost(String what, String why) {}

    private void part(List<String> parts, Event event, String attribute, String key) {
        String value = event.attributes().getOrDefault(attribute, "");
        if (!value.isEmpty()) {
            parts.add(fill(key, value));
        }
    }

    private String fill(String key, Object value) {
        return Formats.fill(texts.getString(key), value);
    }
}
