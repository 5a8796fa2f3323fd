package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.telemetry.ComposeService;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.MetricsHistory;
import io.portreeve.cloud.telemetry.MetricsSeries;
import io.portreeve.cloud.telemetry.Recreation;
import io.portreeve.cloud.telemetry.control.ChartStore;
import io.portreeve.cloud.telemetry.control.Queries;
import io.portreeve.cloud.telemetry.control.RecentReadings;
import io.portreeve.cloud.tenancy.boundary.RetentionPolicy;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Series over time, of the organization in scope. The level is chosen so that a chart of an hour and of a month read
 * about as many rows. What was told live and is not stored yet is part of them.
 */
@ApplicationScoped
public class Charts {
    private static final Duration NOT_STORED = Duration.ofMinutes(3);
    /** Beyond so many hosts the newest minute is left to the database. */
    private static final int MOST_LIVE = 20;

    @Inject
    Queries queries;

    @Inject
    TenantScope scope;

    @Inject
    RetentionPolicy policy;

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
     * @param points how many points are wanted at most, 1 to 2,000; what is not gathered may be a quarter more
     * @param percentiles 1 to 99, of processor time and memory; with any of them there are no buckets of a minute
     * @return empty if the organization has no such container
     * @throws io.portreeve.cloud.platform.ProblemException {@code request-invalid} if the span is none, or longer than
     *     400 days
     */
    public Optional<MetricsSeries> container(
            ContainerId container, Instant from, Instant to, int points, List<Integer> percentiles) {
        ChartStore.Span span = new ChartStore.Span(from, to, points, percentiles, clock.instant(), policy.current());
        Optional<HostId> host = queries.ask(connection -> store.hostOf(connection, container));
        List<LiveSamples> live = host.map(found -> recent(found, span)).orElse(List.of());
        return queries.ask(connection -> store.container(connection, container, span, live));
    }

    /**
     * What a container used, and before it those that it replaced: on the same host, of the same name and compose
     * service; otherwise as {@link #container}.
     */
    public Optional<MetricsHistory> history(
            ContainerId container, Instant from, Instant to, int points, List<Integer> percentiles) {
        ChartStore.Span span = new ChartStore.Span(from, to, points, percentiles, clock.instant(), policy.current());
        Optional<HostId> host = queries.ask(connection -> store.hostOf(connection, container));
        List<LiveSamples> live = host.map(found -> recent(found, span)).orElse(List.of());
        return queries.ask(connection -> store.history(connection, container, span, live));
    }

    /** Where in a span of time a container and those that it replaced followed each other. */
    public List<Recreation> recreations(ContainerId container, Instant from, Instant to) {
        return queries.ask(connection -> store.recreations(connection, container, from, to));
    }

    /**
     * What the containers of a compose service used together, whichever they were; otherwise as {@link #container}.
     *
     * @param host the only one to look at; empty: all of them
     * @return empty if the organization never had such a service there
     */
    public Optional<MetricsHistory> service(
            ComposeService service, Optional<HostId> host, Instant from, Instant to, int points) {
        ChartStore.Span span = new ChartStore.Span(from, to, points, clock.instant(), policy.current());
        List<HostId> hosts = queries.ask(connection -> store.hostsOf(connection, service, host, span));
        List<LiveSamples> live = new ArrayList<>();
        hosts.stream().limit(MOST_LIVE).forEach(each -> live.addAll(recent(each, span)));
        return queries.ask(connection -> store.service(connection, service, host, span, live));
    }

    /** What all containers of a host used together; otherwise as {@link #container}. */
    public Optional<MetricsSeries> host(HostId host, Instant from, Instant to, int points) {
        ChartStore.Span span = new ChartStore.Span(from, to, points, clock.instant(), policy.current());
        List<LiveSamples> live = recent(host, span);
        return queries.ask(connection -> store.host(connection, host, span, live));
    }

    /** What may not be stored yet, if the span reaches that far. */
    private List<LiveSamples> recent(HostId host, ChartStore.Span span) {
        return span.to().isBefore(span.now().minus(NOT_STORED)) ? List.of() : recent.of(scope.required(), host);
    }
}
