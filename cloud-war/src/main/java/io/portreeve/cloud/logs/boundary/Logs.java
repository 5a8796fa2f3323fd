package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.control.LogStore;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.QueryLanes;
import io.portreeve.cloud.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** What containers wrote, in the organization in scope. */
@ApplicationScoped
public class Logs {
    private static final int AT_ONCE = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final QueryLanes lanes = new QueryLanes(AT_ONCE, PATIENCE);
    private final LogStore store;
    private final Containers containers;
    private final TenantScope scope;

    @Inject
    public Logs(LogStore store, Containers containers, TenantScope scope) {
        this.store = store;
        this.containers = containers;
        this.scope = scope;
    }

    /** For the proxy. */
    protected Logs() {
        this(null, null, null);
    }

    /**
     * One page, the newest first. The work of one question is bounded: a page may have a next one though it is not full.
     *
     * @return empty if the organization never had such a container
     * @throws ProblemException {@code too-many-pending} if too many of the organization are under way, {@code
     *     request-invalid} if the database takes longer than 15 s
     */
    public Optional<LogPage> search(LogFilter filter) {
        return containers
                .place(filter.container())
                .map(known -> lanes.within(scope.required(), () -> store.search(filter)));
    }
}
