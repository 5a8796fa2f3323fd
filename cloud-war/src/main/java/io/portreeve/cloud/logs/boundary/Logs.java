package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.control.LogStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What containers wrote, in the organization in scope. */
@ApplicationScoped
public class Logs {
    private final LogStore store;
    private final Containers containers;

    @Inject
    public Logs(LogStore store, Containers containers) {
        this.store = store;
        this.containers = containers;
    }

    /** For the proxy. */
    protected Logs() {
        this(null, null);
    }

    /**
     * One page, the newest first. The work of one question is bounded: a page may have a next one though it is not full.
     *
     * @return empty if the organization never had such a container
     */
    public Optional<LogPage> search(LogFilter filter) {
        return containers.place(filter.container()).map(known -> store.search(filter));
    }
}
