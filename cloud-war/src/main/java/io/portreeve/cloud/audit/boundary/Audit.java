package io.portreeve.cloud.audit.boundary;

import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.control.AuditStore;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Appends to the record of the organization in scope. */
@ApplicationScoped
public class Audit {
    @Inject
    TenantDatabase database;

    @Inject
    TenantScope scope;

    @Inject
    Clock clock;

    private final AuditStore store = new AuditStore();

    /** Records in the current transaction, or in one of its own. */
    public void record(AuditEntry entry) {
        database.transaction(connection -> store.append(connection, scope.required(), entry, clock.instant()));
    }
}
