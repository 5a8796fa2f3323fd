package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.ExpositionText;
import io.portreeve.cloud.telemetry.LatestSample;
import io.portreeve.cloud.telemetry.control.AgentGauges;
import io.portreeve.cloud.telemetry.control.ExpositionStore;
import io.portreeve.cloud.telemetry.control.HostSampleStore;
import io.portreeve.cloud.telemetry.control.MachineGauges;
import io.portreeve.cloud.telemetry.control.PrometheusText;
import io.portreeve.cloud.telemetry.control.RollupGauges;
import io.portreeve.contract.sample.HostSample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The newest values of everything in the organization in scope, for a monitoring system to fetch. */
@ApplicationScoped
public class Exposition {
    /** What is older than that is not told as if it were so now. */
    private static final Duration FRESH = Duration.ofMinutes(3);

    private final ExpositionStore names = new ExpositionStore();
    private final HostSampleStore machines = new HostSampleStore();
    private final TenantDatabase database;
    private final Hosts hosts;
    private final Latest latest;
    private final Rollups rollups;
    private final MachineRollups machineRollups;
    private final Clock clock;

    @Inject
    public Exposition(
            TenantDatabase database,
            Hosts hosts,
            Latest latest,
            Rollups rollups,
            MachineRollups machineRollups,
            Clock clock) {
        this.database = database;
        this.hosts = hosts;
        this.latest = latest;
        this.rollups = rollups;
        this.machineRollups = machineRollups;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Exposition() {
        this(null, null, null, null, null, null);
    }

    /** Prometheus' text format, version 0.0.4; of up to 10,000 containers. */
    public ExpositionText prometheus() {
        Instant since = clock.instant().minus(FRESH);
        List<Host> all = hosts.all();
        Map<HostId, HostSample> samples = database.transaction(connection -> machines.newest(connection, since));
        PrometheusText text = new PrometheusText();
        RollupGauges.write(text, "containers", rollups.lags());
        RollupGauges.write(text, "machines", machineRollups.lags());
        for (Host host : all) {
            String labels = MachineGauges.labels(host.id(), host.name());
            text.gauge(
                    "portreeve_host_up",
                    "Whether the host's agent is connected.",
                    labels,
                    host.presence() == Presence.ONLINE ? 1 : 0);
            host.agent()
                    .filter(agent -> !agent.at().isBefore(since))
                    .ifPresent(agent -> AgentGauges.write(text, labels, agent));
            HostSample sample = samples.get(host.id());
            if (sample != null) {
                MachineGauges.write(text, labels, sample);
            }
        }
        Map<HostId, String> hostNames = all.stream().collect(Collectors.toMap(Host::id, Host::name));
        Map<ContainerId, ExpositionStore.Named> named = database.transaction(names::containers);
        Map<ContainerId, LatestSample> newest = latest.all().stream()
                .filter(sample -> !sample.at().isBefore(since))
                .collect(Collectors.toMap(LatestSample::id, Function.identity(), (first, second) -> first));
        named.forEach((container, name) -> {
            LatestSample sample = newest.get(container);
            if (sample != null && hostNames.containsKey(name.host())) {
                MachineGauges.write(text, container, name, hostNames.get(name.host()), sample);
            }
        });
        return text;
    }
}
