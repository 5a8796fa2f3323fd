package io.portreeve.cloud.events.control;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.contract.event.EngineEvent;
import io.portreeve.contract.event.EventGap;
import io.portreeve.contract.message.EventsBatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an agent told, as it is kept. */
record EventRow(
        EventId id,
        Instant at,
        String kind,
        String dockerId,
        String name,
        String image,
        String composeProject,
        String composeService,
        Optional<Integer> exitCode,
        Map<String, String> attributes) {

    static List<EventRow> of(HostId host, EventsBatch batch) {
        return Stream.concat(
                        batch.events().stream().map(event -> of(host, event)),
                        batch.gaps().stream().map(gap -> of(host, gap)))
                .toList();
    }

    private static EventRow of(HostId host, EngineEvent event) {
        return new EventRow(
                EventId.of(event.at(), host.toString(), event.kind(), event.dockerId(), event.name()),
                event.at(),
                event.kind(),
                event.dockerId(),
                storable(event.name()),
                storable(event.image()),
                storable(event.composeProject()),
                storable(event.composeService()),
                event.exitCode(),
                storable(event.attributes()));
    }

    private static EventRow of(HostId host, EventGap gap) {
        Map<String, String> attributes = new TreeMap<>(
                Map.of(Event.REASON, gap.reason(), Event.FROM, gap.from().toString()));
        if (gap.missed() > 0) {
            attributes.put(Event.MISSED, Long.toString(gap.missed()));
        }
        return new EventRow(
                EventId.of(
                        gap.to(),
                        host.toString(),
                        Event.GAP,
                        gap.dockerId(),
                        gap.reason(),
                        gap.from().toString()),
                gap.to(),
                Event.GAP,
                gap.dockerId(),
                "",
                "",
                "",
                "",
                Optional.empty(),
                attributes);
    }

    private static Map<String, String> storable(Map<String, String> attributes) {
        Map<String, String> storable = new TreeMap<>();
        attributes.forEach((name, value) -> storable.put(storable(name), storable(value)));
        return storable;
    }

    /** PostgreSQL has no NUL, in texts or in JSON, and a foreign name must not make a batch impossible to store. */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
