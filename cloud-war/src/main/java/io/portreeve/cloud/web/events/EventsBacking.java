package io.portreeve.cloud.web.events;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.boundary.Events;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.web.Caller;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A page of what happened; the address alone says which, so that it can be kept and shared. */
@Named("events")
@RequestScoped
public class EventsBacking {
    @Inject
    HttpServletRequest request;

    @Inject
    Caller caller;

    @Inject
    Events events;

    @Inject
    EventRows eventRows;

    @Inject
    Hosts hosts;

    @Inject
    Containers containers;

    @Inject
    Clock clock;

    private EventAddress address;
    private List<Event> found = List.of();
    private List<EventRow> rows = List.of();
    private List<Host> choices = List.of();
    private Optional<Container> container = Optional.empty();

    @PostConstruct
    void load() {
        address = EventAddress.of(
                request.getParameter("q"),
                request.getParameter("kind"),
                request.getParameter("host"),
                request.getParameter("container"),
                request.getParameter("range"),
                request.getParameter("before"));
        caller.scoped(() -> {
            choices = hosts.all();
            container = address.container().flatMap(containers::find);
            found = events.search(address.filter(clock.instant())).orElse(List.of());
            rows = eventRows.of(found.subList(0, Math.min(found.size(), EventAddress.PAGE_SIZE)));
            return null;
        });
    }

    public EventAddress getAddress() {
        return address;
    }

    public List<EventRow> getRows() {
        return rows;
    }

    /** Something to choose by one press, or from a list. */
    public record Choice(String key, String word, String path, boolean chosen) {}

    public List<Choice> getGroups() {
        return Arrays.stream(EventGroup.values())
                .map(group -> new Choice(
                        "events.kind." + group.word(),
                        group.word(),
                        address.of(group).path(),
                        group == address.group()))
                .toList();
    }

    public List<Choice> getRanges() {
        return EventAddress.RANGE_WORDS.stream()
                .map(word -> new Choice(
                        "events.range." + word, word, address.since(word).path(), word.equals(address.range())))
                .toList();
    }

    /** A host to narrow the timeline to. */
    public record HostChoice(HostId id, String name, boolean chosen) {}

    public List<HostChoice> getHostChoices() {
        return choices.stream()
                .map(host ->
                        new HostChoice(host.id(), host.name(), address.host().equals(Optional.of(host.id()))))
                .toList();
    }

    /** Null unless the timeline is one container's. */
    public String getContainerName() {
        return container.map(Container::name).orElse(null);
    }

    /** For a hidden field that keeps the container while other filters change. */
    public String getContainerId() {
        return address.container().map(Object::toString).orElse("");
    }

    /** The same without the container. */
    public String getPathOfAll() {
        return new EventAddress(
                        address.text(),
                        address.group(),
                        address.host(),
                        Optional.empty(),
                        address.range(),
                        Optional.empty())
                .path();
    }

    public boolean isFiltered() {
        return address.filtered();
    }

    public boolean isOlder() {
        return found.size() > EventAddress.PAGE_SIZE;
    }

    public boolean isNewer() {
        return address.before().isPresent();
    }

    public String getOlderPath() {
        return address.after(Optional.of(found.get(EventAddress.PAGE_SIZE - 1).id()))
                .path();
    }

    public String getNewestPath() {
        return address.after(Optional.empty()).path();
    }
}
