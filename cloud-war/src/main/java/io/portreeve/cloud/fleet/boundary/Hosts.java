package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.FleetSize;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.control.HostStore;
import io.portreeve.cloud.fleet.control.PresenceBoard;
import io.portreeve.cloud.fleet.control.PresenceRule;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The hosts of the organization in scope. */
@ApplicationScoped
public class Hosts {
    private final HostStore store = new HostStore();
    private final TenantDatabase database;
    private final PresenceBoard board;
    private final Clock clock;

    @Inject
    public Hosts(TenantDatabase database, PresenceBoard board, Clock clock) {
        this.database = database;
        this.board = board;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Hosts() {
        this(null, null, null);
    }

    /** All, by name. */
    public List<Host> all() {
        return withPresence(database.transaction(store::all));
    }

    /** Empty if the organization has no such host. */
    public Optional<Host> find(HostId id) {
        return withPresence(database.transaction(connection -> store.find(connection, id)).stream()
                        .toList())
                .stream()
                .findFirst();
    }

    /** How many there are, and how many containers on them. */
    public FleetSize size() {
        return database.transaction(store::size);
    }

    private List<Host> withPresence(List<HostStore.Row> rows) {
        PresenceRule rule = new PresenceRule(board.present(PresenceRule.agents(rows)), clock.instant());
        return rows.stream().map(rule::apply).toList();
    }
}
