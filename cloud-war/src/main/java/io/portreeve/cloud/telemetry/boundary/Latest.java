package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.control.LatestRow;
import io.portreeve.cloud.telemetry.control.LatestStore;
import io.portreeve.cloud.telemetry.control.RecentReadings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The newest values of the containers that are still there, in the organization in scope: as told live, and without
 * Redis as stored, which is up to a minute older.
 */
@ApplicationScoped
public class Latest {
    @Inject
    TenantDatabase database;

    @Inject
    TenantScope scope;

    @Inject
    RecentReadings recent;

    private final LatestStore store = new LatestStore();

    public List<LatestSample> all() {
        return newest(database.transaction(store::all));
    }

    public List<LatestSample> ofHost(HostId host) {
        return newest(database.transaction(connection -> store.ofHost(connection, host)));
    }

    public Optional<LatestSample> of(ContainerId container) {
        return newest(database.transaction(connection -> store.of(connection, container))).stream()
                .findFirst();
    }

    private List<LatestSample> newest(List<LatestRow> rows) {
        Set<HostId> hosts = rows.stream().map(LatestRow::host).collect(Collectors.toSet());
        return LatestRow.newest(rows, recent.newest(scope.required(), hosts));
    }
}
