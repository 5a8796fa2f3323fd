package io.portreeve.cloud.web.live;

import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.actions.boundary.ActionFeed;
import io.portreeve.cloud.events.NewEvents;
import io.portreeve.cloud.events.boundary.EventFeed;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.fleet.boundary.PresenceFeed;
import io.portreeve.cloud.logs.boundary.LogFeed;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.boundary.LiveFeed;
import io.portreeve.cloud.telemetry.boundary.LiveLeases;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** All open streams of this node; one subscription for each organization that somebody watches. */
@ApplicationScoped
public class LiveHub {
    private static final Logger LOGGER = System.getLogger(LiveHub.class.getName());
    private static final long BEAT_SECONDS = 15;
    private static final int MOST_PER_ORGANIZATION = 500;

    @Inject
    LiveFeed samples;

    @Inject
    LiveLeases leases;

    @Inject
    PresenceFeed presence;

    @Inject
    EventFeed events;

    @Inject
    ActionFeed actions;

    @Inject
    LogFeed logs;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Map<OrganizationId, LiveChannel> channels = new HashMap<>();
    private final Map<Log, LiveChannel> logChannels = new HashMap<>();
    private ScheduledFuture<?> beats;
    private ScheduledFuture<?> renewals;

    private record Log(OrganizationId organization, ContainerId container) {}

    @PostConstruct
    void start() {
        beats = scheduler.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        long renewed = LiveLeases.RENEWED.toSeconds();
        renewals = scheduler.scheduleAtFixedRate(this::renew, renewed, renewed, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        beats.cancel(false);
        renewals.cancel(false);
        all().forEach(LiveChannel::close);
    }

    /** False if so many watch this organization already that the stream is refused. */
    boolean join(OrganizationId organization, LiveClient client) {
        boolean joined = add(organization, client);
        if (joined) {
            leases.renew(organization, client.filter().closely());
        }
        return joined;
    }

    private synchronized boolean add(OrganizationId organization, LiveClient client) {
        LiveChannel channel = channels.computeIfAbsent(organization, this::open);
        if (channel.size() >= MOST_PER_ORGANIZATION) {
            return false;
        }
        channel.add(client);
        client.filter()
                .log()
                .ifPresent(container -> logChannels
                        .computeIfAbsent(new Log(organization, container), this::open)
                        .add(client));
        return true;
    }

    synchronized void leave(OrganizationId organization, LiveClient client) {
        leave(channels, organization, client);
        client.filter().log().ifPresent(container -> leave(logChannels, new Log(organization, container), client));
    }

    private static <K> void leave(Map<K, LiveChannel> channels, K key, LiveClient client) {
        LiveChannel channel = channels.get(key);
        if (channel != null && channel.remove(client) == 0) {
            channels.remove(key);
            channel.close();
        }
    }

    private LiveChannel open(Log log) {
        LiveChannel channel = new LiveChannel();
        channel.holds(logs.subscribe(
                log.organization(), log.container(), lines -> channel.send(filter -> LiveEvents.of(lines))));
        return channel;
    }

    private LiveChannel open(OrganizationId organization) {
        LiveChannel channel = new LiveChannel();
        channel.holds(samples.subscribe(
                organization, (LiveSamples batch) -> channel.send(filter -> LiveEvents.of(batch, filter))));
        channel.holds(presence.subscribe(
                organization, (PresenceChange change) -> channel.send(filter -> LiveEvents.of(change, filter))));
        channel.holds(events.subscribe(
                organization, (NewEvents news) -> channel.send(filter -> LiveEvents.of(news, filter))));
        channel.holds(actions.subscribe(
                organization, (ActionChange change) -> channel.send(filter -> LiveEvents.of(change, filter))));
        return channel;
    }

    private synchronized List<LiveChannel> all() {
        return List.copyOf(channels.values());
    }

    private synchronized Map<OrganizationId, Set<ContainerId>> closely() {
        Map<OrganizationId, Set<ContainerId>> watched = new HashMap<>();
        channels.forEach((organization, channel) -> watched.put(organization, channel.closely()));
        return watched;
    }

    private void renew() {
        try {
            closely().forEach(leases::renew);
        } catch (RuntimeException e) {
            // The scheduler forgets a task that throws.
            LOGGER.log(Level.WARNING, "leases were not renewed", e);
        }
    }

    private void beat() {
        Function<LiveFilter, Optional<byte[]>> everyone = filter -> Optional.of(LiveEvents.BEAT);
        all().forEach(channel -> channel.send(everyone));
    }
}
