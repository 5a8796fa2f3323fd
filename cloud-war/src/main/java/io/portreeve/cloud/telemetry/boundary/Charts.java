package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.cloud.telemetry.control.ChartStore;
import io.portreeve.cloud.telemetry.control.RecentReadings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Series over time, of the organization in scope. The level is chosen so that a chart of an hour and of a month read
 * about as many rows. What was told live and is not stored yet is part of them.
 */
@ApplicationScoped
public class Charts {
    private static final Duration NOT_STORED = Duration.ofMinutes(3);

    @Inject
    TenantDatabase database;

    @Inject
    TenantScope scope;

    @Inject
    RecentReadings recent;

    @Inject
    PortreeveConfig config;

    @Inject
    Clock clock;

    private ChartStore store;

    @PostConstruct
    void open() {
        store = new ChartStore(config.sampleInterval());
    }

    /**
     * What a container used.
     *
     * @param points how many points are wanted at most, 1 to 2,000; samples as they are may be a quarter more
     * @return empty if the organization has no such container
     * @throws io.portreeve.cloud.platform.ProblemException {@code request-invalid} if the span is none, or longer than
     *     400 days
     */
    public Optional<MetricsSeries> container(ContainerId container, Instant from, Instant to, int points) {
        ChartStore.Span span = new ChartStore.Span(from, to, points, clock.instant());
        Optional<HostId> host = database.transaction(connection -> store.hostOf(connection, container));
        List<LiveSamples> live = host.map(found -> recent(found, span)).orElse(List.of());
        return database.transaction(connection -> store.container(connection, container, span, live));
    }

    /** What all containers of a host used together; otherwise as {@link #container}. */
    public Optional<MetricsSeries> host(HostId host, Instant from, Instant to, int points) {
        ChartStore.Span span = new ChartStore.Span(from, to, points, clock.instant());
        List<LiveSamples> live = recent(host, span);
        return database.transaction(connection -> store.host(connection, host, span, live));
    }

    /** What may not be stored yet, if the span reaches that far. */
    private List<LiveSamples> recent(HostId host, ChartStore.Span span) {
        return span.to().isBefore(span.now().minus(NOT_STORED)) ? List.of() : recent.of(scope.required(), host);
    }
}
