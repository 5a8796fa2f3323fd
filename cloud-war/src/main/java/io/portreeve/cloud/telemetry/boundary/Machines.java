package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.MachineSeries;
import io.portreeve.cloud.telemetry.control.HostSampleStore;
import io.portreeve.cloud.telemetry.control.MachineChart;
import io.portreeve.cloud.telemetry.control.Queries;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.boundary.RetentionPolicy;
import io.portreeve.contract.sample.HostSample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What hosts' machines do and did, in the organization in scope. */
@ApplicationScoped
public class Machines {
    private final HostSampleStore store = new HostSampleStore();
    private final MachineChart chart = new MachineChart();
    private final TenantDatabase database;
    private final Queries queries;
    private final RetentionPolicy policy;
    private final Hosts hosts;
    private final Clock clock;

    @Inject
    public Machines(TenantDatabase database, Queries queries, RetentionPolicy policy, Hosts hosts, Clock clock) {
        this.database = database;
        this.queries = queries;
        this.policy = policy;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Machines() {
        this(null, null, null, null, null);
    }

    /** The newest that is known; empty if the organization has no such host, or its agent says nothing of it. */
    public Optional<HostSample> latest(HostId host) {
        return database.transaction(connection -> store.latest(connection, host));
    }

    /**
     * What a machine did over time.
     *
     * @param points how many are wanted at most, 1 to 2,000; none is shorter than a minute
     * @return empty if the organization has no such host
     * @throws io.portreeve.cloud.platform.ProblemException {@code request-invalid} if the span is none, or longer than
     *     400 days
     */
    public Optional<MachineSeries> history(HostId host, Instant from, Instant to, int points) {
        if (hosts.find(host).isEmpty()) {
            return Optional.empty();
        }
        RetentionTimes kept = policy.current();
        return Optional.of(
                queries.ask(connection -> chart.read(connection, host, from, to, points, clock.instant(), kept)));
    }
}
