package io.portreeve.cloud.gateway;

import io.portreeve.cloud.actions.boundary.ActionDelivery;
import io.portreeve.cloud.events.boundary.EventsIngest;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.Departure;
import io.portreeve.cloud.fleet.StoreResult;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.fleet.boundary.LogChoices;
import io.portreeve.cloud.logs.boundary.LogsIngest;
import io.portreeve.cloud.logs.boundary.TailFeed;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.telemetry.IngestResult;
import io.portreeve.cloud.telemetry.boundary.LiveFeed;
import io.portreeve.cloud.telemetry.boundary.MetricsIngest;
import io.portreeve.cloud.telemetry.boundary.Networks;
import io.portreeve.cloud.telemetry.boundary.Usages;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.MetricsBatch;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stores what agents say, each in its organization's scope, on threads that are not the network's. */
final class AgentStorage implements AgentLink.Storage {
    private static final Logger LOG = Logger.getLogger(AgentStorage.class.getName());

    private final AgentSessions sessions;
    private final MetricsIngest ingest;
    private final LiveFeed live;
    private final TailFeed tails;
    private final Networks networks;
    private final EventsIngest events;
    private final LogsIngest logs;
    private final ActionDelivery delivery;
    private final LogChoices choices;
    private final Usages usages;
    private final TenantScope scope;
    private final Executor executor;
    private final Arrivals arrivals;
    private final Departures departures;
    private final PendingActions pending;

    /** Stores through these; {@code begun} learns of each session before its agent does. */
    AgentStorage(
            AgentSessions sessions,
            MetricsIngest ingest,
            LiveFeed live,
            TailFeed tails,
            Networks networks,
            EventsIngest events,
            LogsIngest logs,
            ActionDelivery delivery,
            LogChoices choices,
            Usages usages,
            TenantScope scope,
            Executor executor,
            Clock clock,
            Consumer<AgentSession> begun) {
        arrivals = new Arrivals(sessions, scope, executor, clock, begun);
        departures = new Departures(sessions, scope, executor);
        pending = new PendingActions(delivery, scope, executor);
        this.sessions = sessions;
        this.ingest = ingest;
        this.live = live;
        this.tails = tails;
        this.networks = networks;
        this.events = events;
        this.logs = logs;
        this.delivery = delivery;
        this.choices = choices;
        this.usages = usages;
        this.scope = scope;
        this.executor = executor;
    }

    @Override
    public void begin(AgentLink link, Effect.Begin begin) {
        arrivals.begin(link, begin);
    }

    @Override
    public void inventory(AgentLink link, Effect.StoreInventory store) {
        arrivals.inventory(link, store);
    }

    @Override
    public void metrics(AgentLink link, Effect.StoreMetrics store) {
        AgentSession session = store.session();
        MetricsBatch batch = store.batch();
        ingest.submit(link.agent(), session.epoch(), batch, store.numbers(), result -> answered(link, result));
    }

    @Override
    public void live(AgentLink link, Effect.ShareLive share) {
        live.share(link.agent(), share.live(), share.numbers());
    }

    @Override
    public void tail(Effect.ShareTail share) {
        tails.share(share.session().agent(), share.container(), share.state(), share.missed(), share.lines());
    }

    @Override
    public void events(AgentLink link, Effect.StoreEvents store) {
        laterIfOpen(
                link,
                () -> answered(link, events.store(store.session(), store.batch())),
                () -> link.accept(AgentConversation::busy));
    }

    @Override
    public void logs(AgentLink link, Effect.StoreLogs store) {
        later(
                link.agent(),
                () -> answered(link, logs.store(store.session(), store.batch())),
                () -> link.accept(AgentConversation::busy));
    }

    @Override
    public void actions(AgentLink link, Effect.TakeActions take) {
        pending.take(link, take.session());
    }

    @Override
    public void wishes(AgentLink link, Effect.TakeWishes take) {
        later(
                link.agent(),
                () -> {
                    List<LogWish> wishes = choices.wishes(take.session().agent().host());
                    link.accept(conversation -> conversation.wishes(wishes));
                },
                () -> link.accept(AgentConversation::wishesUnknown));
    }

    @Override
    public void accepted(AgentLink link, Effect.StoreAccepted store) {
        report(link, () -> delivery.begun(store.session(), store.accepted().id()));
    }

    @Override
    public void outcome(AgentLink link, Effect.StoreOutcome store) {
        report(link, () -> delivery.ended(store.session(), store.result()));
    }

    private void report(AgentLink link, Runnable work) {
        later(
                link.agent(),
                () -> {
                    work.run();
                    link.accept(AgentConversation::reportStored);
                },
                () -> link.accept(AgentConversation::reportBusy));
    }

    @Override
    public void hostMetrics(AgentLink link, Effect.StoreHostMetrics store) {
        ingest.submit(link.agent(), store.session().epoch(), store.batch(), result -> answered(link, result));
    }

    @Override
    public void status(Effect.StoreStatus store) {
        AuthenticatedAgent agent = store.session().agent();
        later(agent, () -> sessions.store(store.session(), store.status()), () -> {});
    }

    @Override
    public void interfaces(Effect.StoreInterfaces store) {
        AuthenticatedAgent agent = store.session().agent();
        later(agent, () -> networks.store(store.session(), store.interfaces(), store.numbers()), () -> {});
    }

    @Override
    public void refused(AuthenticatedAgent agent, String code) {
        usages.refused(agent.organization(), code);
    }

    /** The session is over; its host may be offline now. */
    void end(AgentSession session, Instant lastHeard) {
        departures.end(new Departure(session, lastHeard));
    }

    private static void answered(AgentLink link, IngestResult result) {
        if (result instanceof IngestResult.Stored) {
            link.accept(AgentConversation::metricsStored);
        } else if (result instanceof IngestResult.Rejected rejected
                && IngestResult.Rejected.SUPERSEDED.equals(rejected.code())) {
            link.accept(AgentConversation::superseded);
        } else if (result instanceof IngestResult.Rejected rejected) {
            link.accept(conversation -> conversation.rejected(rejected.code(), rejected.detail()));
        } else {
            link.accept(AgentConversation::busy);
        }
    }

    private static void answered(AgentLink link, StoreResult result) {
        if (result instanceof StoreResult.Stored) {
            link.accept(AgentConversation::stored);
        } else if (result instanceof StoreResult.Rejected rejected) {
            link.accept(conversation -> conversation.rejected(rejected.code(), rejected.detail()));
        } else {
            link.accept(AgentConversation::superseded);
        }
    }

    /** Nothing is done for a connection that ended meanwhile: its agent asks again on the next one. */
    private void laterIfOpen(AgentLink link, Runnable work, Runnable failed) {
        later(
                link.agent(),
                () -> {
                    if (!link.see(AgentConversation::isClosed)) {
                        work.run();
                    }
                },
                failed);
    }

    private void later(AuthenticatedAgent agent, Runnable work, Runnable failed) {
        try {
            executor.execute(() -> {
                try {
                    scope.run(agent.organization(), work);
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, e, () -> "not stored: agent=" + agent.agent());
                    failed.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "not stored, since this node stops: agent=" + agent.agent(), e);
            failed.run();
        }
    }
}
