package io.portreeve.cloud.gateway;

import io.portreeve.cloud.actions.boundary.ActionDelivery;
import io.portreeve.cloud.events.boundary.EventsIngest;
import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.AgentAuthentication;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.fleet.boundary.LogChoices;
import io.portreeve.cloud.logs.boundary.LogsIngest;
import io.portreeve.cloud.logs.boundary.TailFeed;
import io.portreeve.cloud.logs.boundary.TailLeases;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.telemetry.boundary.LiveFeed;
import io.portreeve.cloud.telemetry.boundary.LiveLeases;
import io.portreeve.cloud.telemetry.boundary.MetricsIngest;
import io.portreeve.cloud.telemetry.boundary.Networks;
import io.portreeve.cloud.telemetry.boundary.Usages;
import io.portreeve.cloud.tenancy.boundary.Quotas;
import io.portreeve.contract.codec.MessageCodec;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Holds this node's links, and keeps them alive or ends them as time passes. */
@ApplicationScoped
public class Gateway {
    private static final Logger LOG = Logger.getLogger(Gateway.class.getName());
    private static final int STORING_AT_ONCE = 6;
    private static final int BOARD_EVERY_TICKS = 15;
    private static final int RING_EVERY_TICKS = 5;
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration ANSWER_EVERY = Duration.ofMillis(200);
    private static final int CONFIRM_EVERY_TICKS = 30;
    private static final Duration CHOICES_TOLD_FOR = Duration.ofSeconds(90);
    private static final int QUOTAS_EVERY_TICKS = 15;

    /** The rows of so many agents are held at once, and the writer of metrics waits for them. */
    private static final int CONFIRMED_AT_ONCE = 500;

    private final MessageCodec codec = new MessageCodec();
    private final Links links = new Links();
    private final WaitingRoom room = WaitingRoom.ofThisProcess();

    @Inject
    private AgentSessions sessions;

    @Inject
    private AgentAuthentication authentication;

    @Inject
    private MetricsIngest ingest;

    @Inject
    private LiveFeed live;

    @Inject
    private Networks networks;

    @Inject
    private LiveLeases leases;

    @Inject
    private TailFeed tails;

    @Inject
    private TailLeases tailLeases;

    @Inject
    private EventsIngest events;

    @Inject
    private LogsIngest logs;

    @Inject
    private ActionDelivery delivery;

    @Inject
    private LogChoices choices;

    @Inject
    private Usages usages;

    @Inject
    private Quotas quotas;

    @Inject
    private TenantScope scope;

    @Inject
    private Clock clock;

    @Inject
    private PortreeveConfig config;

    /** For what comes seldom, since each task costs a search through all jars. */
    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private Workers workers;
    private AgentStorage storage;
    private AutoCloseable subscription;
    private AutoCloseable doorbell;
    private AutoCloseable choosing;
    private AutoCloseable renewals;
    private AutoCloseable tailRenewals;
    private ScheduledFuture<?> ticking;
    private ScheduledFuture<?> answering;

    private final Heard heard = new Heard();

    private long ticks;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        workers = new Workers(threads, STORING_AT_ONCE);
        storage = new AgentStorage(
                sessions,
                ingest,
                live,
                tails,
                networks,
                events,
                logs,
                delivery,
                choices,
                usages,
                scope,
                workers,
                clock,
                this::begun);
        subscription = sessions.onBegun(heard::begun);
        doorbell = delivery.onRequested(heard::rung);
        answering = scheduler.scheduleAtFixedRate(
                this::answer, ANSWER_EVERY.toMillis(), ANSWER_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        choosing = choices.onChosen(heard::chosen);
        renewals = leases.onRenewed(heard::watched);
        tailRenewals = tailLeases.onRenewed(heard::tailed);
        executor.execute(authentication::warmUp);
        ticking = scheduler.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        ticking.cancel(false);
        answering.cancel(false);
        try {
            subscription.close();
            doorbell.close();
            choosing.close();
            renewals.close();
            tailRenewals.close();
        } catch (Exception e) {
            LOG.log(Level.FINE, "subscription does not close", e);
        }
        links.all().forEach(link -> link.accept(AgentConversation::goingAway));
        workers.stop(FAREWELL);
    }

    AgentLink open(AuthenticatedAgent agent, Session session) {
        AgentLink link = new AgentLink(
                agent,
                new AgentConversation(codec, clock, config.sampleInterval(), room),
                codec,
                new SocketOutbound(session, clock),
                storage);
        links.add(link);
        link.accept(conversation -> conversation.opened(session.getNegotiatedSubprotocol()));
        return link;
    }

    void closed(AgentLink link) {
        if (links.remove(link)) {
            link.accept(AgentConversation::disconnected);
            link.see(AgentConversation::session)
                    .ifPresent(session -> storage.end(session, link.see(AgentConversation::heardAt)));
        }
    }

    /** The doorbell may have been missed, so that what waits is looked for as well. */
    private void ringForAll() {
        try {
            ring(delivery.waiting());
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, "cannot look for actions that wait", e);
        }
    }

    private void answer() {
        Heard.News news = heard.take();
        try {
            news.begun().forEach(this::begun);
            if (!news.rung().isEmpty()) {
                ring(news.rung());
            }
            wish(news.chosen());
            news.watched().forEach(this::lease);
            news.tailed().forEach(this::leaseTails);
        } catch (RuntimeException e) {
            // The scheduler forgets a task that throws.
            LOG.log(Level.WARNING, "what other nodes told was not taken up", e);
        }
    }

    private void ring(Set<HostId> hosts) {
        links.all().stream()
                .filter(link -> hosts.contains(link.agent().host()))
                .forEach(link -> link.accept(AgentConversation::doorbell));
    }

    private void wish(Set<HostId> hosts) {
        if (!hosts.isEmpty()) {
            links.all().stream()
                    .filter(link -> hosts.contains(link.agent().host()))
                    .forEach(link -> link.accept(AgentConversation::wished));
        }
    }

    /** What the bus told of choices may have been missed as well. */
    private void wishForAll() {
        try {
            wish(choices.changedWithin(CHOICES_TOLD_FOR));
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, "cannot look for what was chosen", e);
        }
    }

    private void lease(OrganizationId organization, Set<ContainerId> watched) {
        links.all().stream()
                .filter(link -> link.agent().organization().equals(organization))
                .forEach(link -> link.accept(conversation -> conversation.watched(watched)));
    }

    private void leaseTails(Heard.Place place, Map<ContainerId, Integer> tailed) {
        links.all().stream()
                .filter(link -> link.agent().host().equals(place.host()))
                .filter(link -> link.agent().organization().equals(place.organization()))
                .forEach(link -> link.accept(conversation -> conversation.tailed(tailed)));
    }

    private void begun(AgentSession session) {
        begun(session.agent().agent(), session.epoch());
    }

    private void begun(AgentId agent, long epoch) {
        links.of(agent).forEach(link -> link.accept(conversation -> conversation.superseded(epoch)));
    }

    private void tick() {
        try {
            ticks++;
            Instant now = clock.instant();
            links.forEach(link -> {
                if (!link.tick(now)) {
                    closed(link);
                }
            });
            if (ticks % BOARD_EVERY_TICKS == 0) {
                sessions.heard(links.heard());
            }
            if (ticks % RING_EVERY_TICKS == 0 && !links.isEmpty()) {
                executor.execute(this::ringForAll);
            }
            if (ticks % CONFIRM_EVERY_TICKS == 0 && !links.isEmpty()) {
                executor.execute(this::wishForAll);
            }
            if (ticks % QUOTAS_EVERY_TICKS == 1) {
                executor.execute(this::keepQuotas);
            }
            if (ticks % CONFIRM_EVERY_TICKS == 0) {
                confirmAll(links.epochs());
            }
        } catch (RuntimeException e) {
            // The scheduler forgets a task that throws.
            LOG.log(Level.WARNING, "upkeep of links failed", e);
        }
    }

    private void keepQuotas() {
        try {
            usages.note();
            quotas.refresh();
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, "quotas stay as they were", e);
        }
    }

    private void confirmAll(Map<AgentId, Long> epochs) {
        Map<AgentId, Long> some = new HashMap<>();
        epochs.forEach((agent, epoch) -> {
            some.put(agent, epoch);
            if (some.size() == CONFIRMED_AT_ONCE) {
                confirm(some);
                some.clear();
            }
        });
        if (!some.isEmpty()) {
            confirm(some);
        }
    }

    private void confirm(Map<AgentId, Long> epochs) {
        Map<AgentId, Long> newest = sessions.confirm(epochs);
        epochs.forEach((agent, epoch) -> {
            Long known = newest.get(agent);
            if (known == null) {
                links.of(agent).forEach(link -> link.accept(AgentConversation::revoked));
            } else if (known > epoch) {
                begun(agent, known);
            }
        });
    }
}
