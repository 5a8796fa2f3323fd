package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.Usage;
import io.portreeve.cloud.telemetry.control.RefusalCounts;
import io.portreeve.cloud.telemetry.control.RefusalStore;
import io.portreeve.cloud.tenancy.boundary.LogUsage;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What organizations use and are refused. */
@ApplicationScoped
public class Usages {
    private static final Logger LOG = Logger.getLogger(Usages.class.getName());
    private static final int SHOWN_DAYS = 7;
    private static final int KEPT_DAYS = 90;

    private final RefusalCounts counts = new RefusalCounts();
    private final RefusalStore store = new RefusalStore();
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final TenantScope scope;
    private final Quotas quotas;
    private final Hosts hosts;
    private final LogUsage logs;
    private final Clock clock;

    @Inject
    public Usages(
            TenantDatabase database,
            SystemDatabase system,
            TenantScope scope,
            Quotas quotas,
            Hosts hosts,
            LogUsage logs,
            Clock clock) {
        this.system = system;
        this.database = database;
        this.scope = scope;
        this.quotas = quotas;
        this.hosts = hosts;
        this.logs = logs;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Usages() {
        this(null, null, null, null, null, null, null);
    }

    /** Of the organization in scope. */
    public Usage current() {
        LocalDate since = daysAgo(SHOWN_DAYS);
        return new Usage(
                quotas.of(scope.required()),
                hosts.size(),
                logs.usedToday(),
                database.transaction(connection -> store.since(connection, since)));
    }

    /** A message of an agent of the organization was refused; never blocks. */
    public void refused(OrganizationId organization, String code) {
        counts.count(organization, code);
    }

    /** Deletes what was refused, and how much was used, long ago, of all organizations; needs no scope. */
    public void forget() {
        LocalDate before = daysAgo(KEPT_DAYS);
        int deleted = system.transaction(connection -> store.deleteBefore(connection, before));
        int days = logs.forget();
        LOG.log(Level.FINE, "refusals forgotten: {0}, days of logs: {1}", new Object[] {deleted, days});
    }

    private LocalDate daysAgo(int days) {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().minusDays(days);
    }

    /** Notes in the database what was refused since the last time; needs no scope. */
    public void note() {
        counts.take().forEach((organization, codes) -> {
            try {
                scope.call(
                        organization,
                        () -> database.transaction(connection -> {
                            store.add(connection, organization.value(), codes, clock.instant());
                            return null;
                        }));
            } catch (DatabaseException e) {
                counts.giveBack(organization, codes);
                LOG.log(Level.FINE, e, () -> "refusals are noted later: organization=" + organization);
            }
        });
    }
}
