package io.portreeve.cloud.web.hosts;

import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.boundary.Latest;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.row.HostRow;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** All hosts. */
@Named("hosts")
@RequestScoped
public class HostsBacking {
    @Inject
    Caller caller;

    @Inject
    Hosts hosts;

    @Inject
    Latest latest;

    @Inject
    Clock clock;

    @Inject
    AgentReleases releases;

    private List<HostRow> rows = List.of();

    @PostConstruct
    void load() {
        ZoneId zone = caller.user().timeZone();
        rows = caller.scoped(() -> hosts.all().stream()
                .map(host -> HostRow.of(host, samples(host), clock.instant(), zone))
                .toList());
    }

    private List<LatestSample> samples(Host host) {
        return latest.ofHost(host.id());
    }

    /** Whether whoever looks may have agents replaced, and there is something to replace them by. */
    public boolean isUpdatable() {
        return caller.user().role().atLeast(Role.ADMIN) && releases.signed().isPresent();
    }

    public List<HostRow> getRows() {
        return rows;
    }
}
