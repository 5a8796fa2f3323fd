package io.portreeve.cloud.web.events;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.events.boundary.Events;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Moment;
import io.portreeve.contract.event.EventKind;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks for events and makes rows of them. */
@RequestScoped
public class EventRows {
    private static final int ON_OTHER_PAGES = 15;
    private static final int MOST_MARKS = 200;
    private static final Set<String> MARKED = Set.of(
            EventKind.CONTAINER_START.wireName(),
            EventKind.CONTAINER_DIE.wireName(),
            EventKind.CONTAINER_OOM.wireName(),
            EventKind.CONTAINER_HEALTH.wireName(),
            EventKind.CONTAINER_PAUSE.wireName(),
            EventKind.CONTAINER_UNPAUSE.wireName(),
            EventKind.CONTAINER_UPDATE.wireName(),
            Event.GAP);

    @Inject
    Caller caller;

    @Inject
    Events events;

    @Inject
    Hosts hosts;

    @Inject
    Clock clock;

    /** The latest of a host; in the scope of who looks. */
    public List<EventRow> latest(HostId host) {
        return rows(EventFilter.of(host, ON_OTHER_PAGES).without(EventGroup.REPEATING))
                .orElse(List.of());
    }

    /** The latest of a container; in the scope of who looks. */
    public List<EventRow> latest(ContainerId container) {
        return rows(EventFilter.of(container, ON_OTHER_PAGES).without(EventGroup.REPEATING))
                .orElse(List.of());
    }

    /** What changed a container's run in that time, newest first, and gaps; empty if there is no such container. */
    public Optional<List<EventMark>> marks(ContainerId container, Instant from, Instant to) {
        return marks(EventFilter.of(container, MOST_MARKS).only(MARKED, from).until(to));
    }

    /** Gaps of a host that end in that time, newest first; empty if there is no such host. */
    public Optional<List<EventMark>> marks(HostId host, Instant from, Instant to) {
        return marks(
                EventFilter.of(host, MOST_MARKS).only(Set.of(Event.GAP), from).until(to));
    }

    private Optional<List<EventMark>> marks(EventFilter filter) {
        EventTexts texts = new EventTexts(caller.user().timeZone());
        return events.search(filter)
                .map(found ->
                        found.stream().map(event -> EventMark.of(event, texts)).toList());
    }

    private Optional<List<EventRow>> rows(EventFilter filter) {
        return events.search(filter).map(this::of);
    }

    List<EventRow> of(List<Event> found) {
        Map<HostId, Host> known = hosts.all().stream().collect(Collectors.toMap(Host::id, Function.identity()));
        ZoneId zone = caller.user().timeZone();
        Instant now = clock.instant();
        EventTexts texts = new EventTexts(zone);
        return found.stream()
                .map(event -> row(event, known.get(event.hostId()), texts, now, zone))
                .toList();
    }

    private static EventRow row(Event event, Host host, EventTexts texts, Instant now, ZoneId zone) {
        EventLook look = EventLook.of(event);
        return new EventRow(
                Moment.of(event.at(), now, zone),
                Formats.absolute(event.at(), zone),
                look.tone(),
                look.icon(),
                texts.title(event),
                texts.detail(event),
                event.name(),
                event.containerId().map(id -> "/containers/" + id).orElse(null),
                host == null ? "" : host.name(),
                "/hosts/" + event.hostId());
    }
}
