package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.control.HostSampleStore;
import io.portreeve.contract.sample.HostSample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What hosts' machines do, in the organization in scope. */
@ApplicationScoped
public class Machines {
    private final HostSampleStore store = new HostSampleStore();
    private final TenantDatabase database;

    @Inject
    public Machines(TenantDatabase database) {
        this.database = database;
    }

    /** For the proxy. */
    protected Machines() {
        this(null);
    }

    /** The newest that is known; empty if the organization has no such host, or its agent says nothing of it. */
    public Optional<HostSample> latest(HostId host) {
        return database.transaction(connection -> store.latest(connection, host));
    }
}
