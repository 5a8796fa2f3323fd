package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerPlace;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.control.ContainerStore;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The containers of the organization in scope, without those that were removed. */
@ApplicationScoped
public class Containers {
    private final ContainerStore store = new ContainerStore();
    private final TenantDatabase database;
    private final Hosts hosts;

    @Inject
    public Containers(TenantDatabase database, Hosts hosts) {
        this.database = database;
        this.hosts = hosts;
    }

    /** For the proxy. */
    protected Containers() {
        this(null, null);
    }

    /** One page, by host name, then container name. */
    public List<Container> search(ContainerFilter filter) {
        List<HostId> online = online(filter.host());
        return database.transaction(connection -> store.search(connection, filter, online));
    }

    /** How many the filter finds on all its pages. */
    public int count(ContainerFilter filter) {
        List<HostId> online = online(filter.host());
        return database.transaction(connection -> store.count(connection, filter, online));
    }

    /** Empty if the organization has no such container, or it was removed. */
    public Optional<Container> find(ContainerId id) {
        Optional<HostId> host = database.transaction(connection -> store.hostOf(connection, id));
        return host.flatMap(known -> {
            List<HostId> online = online(host);
            return database.transaction(connection -> store.find(connection, id, online));
        });
    }

    /** Where a container is or was, removed ones included; empty if the organization never had it. */
    public Optional<ContainerPlace> place(ContainerId id) {
        return database.transaction(connection -> store.place(connection, id));
    }

    private List<HostId> online(Optional<HostId> only) {
        List<Host> candidates =
                only.isPresent() ? hosts.find(only.get()).stream().toList() : hosts.all();
        return candidates.stream()
                .filter(host -> host.presence() == Presence.ONLINE)
                .map(Host::id)
                .toList();
    }
}
