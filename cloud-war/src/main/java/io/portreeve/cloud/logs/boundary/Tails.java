package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.logs.TailEnd;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Those on this node who watch logs as they are written, kept or not, and the leases that they hold. Nothing of it is
 * stored. No agent is asked for a log that nobody watches.
 */
@ApplicationScoped
public class Tails {
    /** How long a stream may last; who wants more opens the next, and proves anew who it is. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    /** After which an answer is cut whether its reader has read it or not. */
    public static final Duration LONGEST_ANSWER = LONGEST.plusSeconds(30);

    private static final Logger LOG = Logger.getLogger(Tails.class.getName());

    @Inject
    TailFeed feed;

    @Inject
    TailLeases leases;

    @Inject
    Containers containers;

    @Inject
    TenantScope scope;

    @Inject
    Redis redis;

    @Inject
    Clock clock;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final TailRoster roster = new TailRoster(this::open);
    private ScheduledFuture<?> ticking;

    @PostConstruct
    void start() {
        long renewed = TailLeases.RENEWED.toSeconds();
        ticking = scheduler.scheduleAtFixedRate(this::tick, renewed, renewed, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        ticking.cancel(false);
        roster.all().values().forEach(channel -> channel.end(TailEnd.NODE_STOPS));
    }

    /**
     * Begins to watch a container of the organization in scope.
     *
     * @param watcher by whom, as far as their number is bounded
     * @return empty if the organization has no such container, or it was removed
     * @throws io.portreeve.cloud.platform.ProblemException if as many watch as may
     */
    public Optional<TailWatch> watch(OrganizationId organization, String watcher, ContainerId container) {
        return containers.find(container).map(found -> watch(organization, watcher, found));
    }

    private TailWatch watch(OrganizationId organization, String watcher, Container container) {
        TailRoster.Log log = new TailRoster.Log(organization, container.hostId(), container.id());
        TailWatch watch = new TailWatch(watcher, clock.instant(), left -> leave(log, left));
        roster.add(log, watch);
        if (container.state() == ContainerState.UNKNOWN) {
            watch.end(TailEnd.AGENT_OFFLINE);
        } else {
            leases.renew(organization, container.hostId(), container.id(), TailLeases.LINES);
        }
        return watch;
    }

    private TailChannel open(TailRoster.Log log) {
        return new TailChannel(clock, channel -> feed.subscribe(log.organization(), log.container(), channel::heard));
    }

    private void leave(TailRoster.Log log, TailWatch watch) {
        roster.remove(log, watch).ifPresent(channel -> {
            try {
                channel.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, e, () -> "a feed did not close: container=" + log.container());
            }
        });
    }

    private void tick() {
        try {
            Instant over = clock.instant().minus(LONGEST);
            roster.all().forEach((log, channel) -> {
                channel.watches().forEach(watch -> keep(watch, over));
                if (channel.isSilentFor(TailLeases.LASTS)) {
                    channel.end(fate(log));
                } else {
                    leases.renew(log.organization(), log.host(), log.container(), 0);
                }
            });
        } catch (RuntimeException e) {
            // The scheduler forgets a task that throws.
            LOG.log(Level.WARNING, "leases of logs were not renewed", e);
        }
    }

    private static void keep(TailWatch watch, Instant over) {
        if (watch.begun().isBefore(over)) {
            watch.end(TailEnd.TIME_OVER);
        } else {
            watch.beat();
        }
    }

    /** Why no agent answers. */
    private TailEnd fate(TailRoster.Log log) {
        if (!redis.available()) {
            return TailEnd.UNAVAILABLE;
        }
        try {
            return scope.call(log.organization(), () -> containers.find(log.container()))
                            .isPresent()
                    ? TailEnd.AGENT_OFFLINE
                    : TailEnd.CONTAINER_GONE;
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, e, () -> "nobody knows of the container=" + log.container());
            return TailEnd.UNAVAILABLE;
        }
    }
}
