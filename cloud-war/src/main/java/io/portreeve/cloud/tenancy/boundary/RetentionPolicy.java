package io.portreeve.cloud.tenancy.boundary;

import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.control.RetentionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** How long organizations keep what was measured. */
@ApplicationScoped
public class RetentionPolicy {
    private final RetentionStore store = new RetentionStore();
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final TenantScope scope;
    private final Audit audit;

    @Inject
    public RetentionPolicy(TenantDatabase database, SystemDatabase system, TenantScope scope, Audit audit) {
        this.database = database;
        this.system = system;
        this.scope = scope;
        this.audit = audit;
    }

    /** For the proxy. */
    protected RetentionPolicy() {
        this(null, null, null, null);
    }

    /** Of the organization in scope. */
    public RetentionTimes current() {
        return database.transaction(store::find).orElse(RetentionTimes.DEFAULT);
    }

    /**
     * Changes the times of the organization in scope; what is older than they say is gone within the day.
     *
     * @param by the user who asks
     */
    public void change(UUID by, RetentionTimes times) {
        database.transaction(connection -> {
            store.save(connection, scope.required(), times);
            audit.record(new AuditEntry(
                    "user",
                    by.toString(),
                    "retention.changed",
                    scope.required().toString(),
                    Map.of("hours", words(times))));
            return null;
        });
    }

    private static String words(RetentionTimes times) {
        return times.samples().toHours() + " " + times.minutes().toHours() + " "
                + times.fiveMinutes().toHours() + " " + times.hours().toHours() + " "
                + times.days().toHours();
    }

    /** Of every organization there is; for the system alone. */
    public Map<OrganizationId, RetentionTimes> all() {
        return system.transaction(connection -> {
            Map<OrganizationId, RetentionTimes> own = store.all(connection);
            Map<OrganizationId, RetentionTimes> all = new LinkedHashMap<>();
            for (OrganizationId organization : store.organizations(connection)) {
                all.put(organization, own.getOrDefault(organization, RetentionTimes.DEFAULT));
            }
            return all;
        });
    }
}
