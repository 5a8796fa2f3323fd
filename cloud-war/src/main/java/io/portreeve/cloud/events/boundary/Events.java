package io.portreeve.cloud.events.boundary;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.events.control.EventStore;
import io.portreeve.cloud.fleet.ContainerPlace;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What happened, in the organization in scope. */
@ApplicationScoped
public class Events {
    private final EventStore store = new EventStore();
    private final TenantDatabase database;
    private final Hosts hosts;
    private final Containers containers;

    @Inject
    public Events(TenantDatabase database, Hosts hosts, Containers containers) {
        this.database = database;
        this.hosts = hosts;
        this.containers = containers;
    }

    /** For the proxy. */
    protected Events() {
        this(null, null, null);
    }

    /**
     * One page, the newest first. Of a container come, besides its own, the gaps of its host; it may have been removed.
     *
     * @return empty if the organization has no such host or container
     */
    public Optional<List<Event>> search(EventFilter filter) {
        if (filter.host().isPresent() && hosts.find(filter.host().get()).isEmpty()) {
            return Optional.empty();
        }
        Optional<ContainerPlace> place = filter.container().flatMap(containers::place);
        if (filter.container().isPresent() && place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(database.transaction(connection -> store.search(connection, filter, place)));
    }
}
