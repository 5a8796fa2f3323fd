package io.portreeve.cloud.tenancy.boundary;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.tenancy.Quota;
import io.portreeve.cloud.tenancy.control.QuotaStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** What organizations may use; asked for with every message, so that it answers from memory. */
@ApplicationScoped
public class Quotas {
    private final QuotaStore store = new QuotaStore();
    private final SystemDatabase database;
    private volatile Map<OrganizationId, Quota> unusual = Map.of();

    @Inject
    public Quotas(SystemDatabase database) {
        this.database = database;
    }

    /** For the proxy. */
    protected Quotas() {
        this(null);
    }

    /** As it was when they were last read; never blocks. */
    public Quota of(OrganizationId organization) {
        return unusual.getOrDefault(organization, Quota.USUAL);
    }

    /**
     * Reads what was changed in the database.
     *
     * @throws io.portreeve.cloud.platform.DatabaseException if it cannot be asked; all stay as they were
     */
    public void refresh() {
        unusual = Map.copyOf(database.transaction(store::all));
    }
}
