package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.control.LatestStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The newest values of the containers that are still there, in the organization in scope. */
@ApplicationScoped
public class Latest {
    @Inject
    TenantDatabase database;

    private final LatestStore store = new LatestStore();

    public List<LatestSample> all() {
        return database.transaction(store::all);
    }

    public List<LatestSample> ofHost(HostId host) {
        return database.transaction(connection -> store.ofHost(connection, host));
    }

    public Optional<LatestSample> of(ContainerId container) {
        return database.transaction(connection -> store.of(connection, container)).stream()
                .findFirst();
    }
}
