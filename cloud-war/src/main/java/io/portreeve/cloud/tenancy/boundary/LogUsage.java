package io.portreeve.cloud.tenancy.boundary;

import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.tenancy.control.LogUsageStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** How many bytes of logs the organization in scope sent today, of so many that it may. */
@ApplicationScoped
public class LogUsage {
    private static final int KEPT_DAYS = 90;

    private final LogUsageStore store = new LogUsageStore();
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final TenantScope scope;
    private final Quotas quotas;
    private final Clock clock;

    @Inject
    public LogUsage(TenantDatabase database, SystemDatabase system, TenantScope scope, Quotas quotas, Clock clock) {
        this.database = database;
        this.system = system;
        this.scope = scope;
        this.quotas = quotas;
        this.clock = clock;
    }

    /** For the proxy. */
    protected LogUsage() {
        this(null, null, null, null, null);
    }

    /** How many it may send from one midnight to the next, in UTC. */
    public long allowed() {
        return quotas.of(scope.required()).logBytesPerDay();
    }

    /** Whether so many more may come today. Batches that come at once may go beyond by what they hold themselves. */
    public boolean fits(long bytes) {
        return usedToday() + bytes <= allowed();
    }

    /** So many are stored, in the caller's transaction. */
    public void add(UUID agent, long bytes) {
        database.transaction(connection -> {
            store.add(connection, scope.required(), agent, today(), bytes);
            return null;
        });
    }

    public long usedToday() {
        return database.transaction(connection -> store.used(connection, today()));
    }

    /** Deletes what is long past, of all organizations; needs no scope. */
    public int forget() {
        return system.transaction(connection -> store.deleteBefore(connection, today().minusDays(KEPT_DAYS)));
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
