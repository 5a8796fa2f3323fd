package io.portreeve.cloud.events.boundary;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.NewEvents;
import io.portreeve.cloud.events.control.EventJson;
import io.portreeve.cloud.events.control.EventRules;
import io.portreeve.cloud.events.control.EventStore;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.StoreResult;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.message.EventsBatch;
import io.portreeve.contract.message.Stream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes events in, in the scope of the agent's organization. */
@ApplicationScoped
public class EventsIngest {
    private final EventStore store = new EventStore();
    private final TenantDatabase database;
    private final AgentSessions sessions;
    private final Redis redis;
    private final Clock clock;

    @Inject
    public EventsIngest(TenantDatabase database, AgentSessions sessions, Redis redis, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.redis = redis;
        this.clock = clock;
    }

    /** For the proxy. */
    protected EventsIngest() {
        this(null, null, null, null);
    }

    /**
     * Stores a batch whole or not at all, and the agent's cursor with it; committed when it returns. Events that were
     * told before, in this batch or another, count once. All nodes are told of those that are new.
     *
     * @throws io.portreeve.cloud.platform.DatabaseException if the database refuses; try again
     */
    public StoreResult store(AgentSession session, EventsBatch batch) {
        Optional<StoreResult.Rejected> broken = EventRules.broken(batch, clock.instant());
        if (broken.isPresent()) {
            return broken.get();
        }
        AuthenticatedAgent agent = session.agent();
        Optional<List<Event>> stored =
                database.transaction(connection -> switch (sessions.move(session, Stream.EVENTS, batch.sequence())) {
                    case MOVED -> Optional.of(store.insert(connection, agent, batch));
                    case STORED_BEFORE -> Optional.of(List.<Event>of());
                    case SUPERSEDED -> Optional.<List<Event>>empty();
                });
        stored.filter(events -> !events.isEmpty())
                .ifPresent(events -> redis.publish(
                        EventFeed.topic(agent.organization(), agent.host().toString()),
                        EventJson.write(new NewEvents(agent.organization(), agent.host(), events))));
        return stored.isPresent() ? new StoreResult.Stored() : new StoreResult.Superseded();
    }
}
