package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.StoreResult;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.cloud.logs.control.LogJson;
import io.portreeve.cloud.logs.control.LogRules;
import io.portreeve.cloud.logs.control.LogStore;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.tenancy.boundary.LogUsage;
import io.portreeve.contract.message.LogsBatch;
import io.portreeve.contract.message.Stream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes lines in, in the scope of the agent's organization. */
@ApplicationScoped
public class LogsIngest {
    private final LogStore store;
    private final TenantDatabase database;
    private final AgentSessions sessions;
    private final Redis redis;
    private final LogUsage usage;
    private final PortreeveConfig config;
    private final Clock clock;

    @Inject
    public LogsIngest(
            LogStore store,
            TenantDatabase database,
            AgentSessions sessions,
            Redis redis,
            LogUsage usage,
            PortreeveConfig config,
            Clock clock) {
        this.store = store;
        this.database = database;
        this.sessions = sessions;
        this.redis = redis;
        this.usage = usage;
        this.config = config;
        this.clock = clock;
    }

    /** For the proxy. */
    protected LogsIngest() {
        this(null, null, null, null, null, null, null);
    }

    /**
     * Stores a batch whole or not at all, and the agent's cursor with it; committed when it returns. Lines that were told
     * before count once. All nodes are told of those that are new.
     *
     * @throws io.portreeve.cloud.platform.DatabaseException if the database refuses; try again
     */
    public StoreResult store(AgentSession session, LogsBatch batch) {
        AuthenticatedAgent agent = session.agent();
        Optional<StoreResult.Rejected> broken = LogRules.broken(batch, clock.instant(), config.logRetention());
        if (broken.isPresent()) {
            return broken.get();
        }
        long bytes = bytes(batch);
        if (bytes > 0 && !usage.fits(bytes)) {
            return new StoreResult.Rejected(
                    "log-quota-reached", "The organization may send " + usage.allowed() + " bytes of logs a day.");
        }
        if (!store.unknown(agent, batch.containers()).isEmpty()) {
            return new StoreResult.Rejected("unknown-container", "No inventory declared a container of the batch.");
        }
        Optional<List<NewLines>> stored =
                database.transaction(connection -> switch (sessions.move(session, Stream.LOGS, batch.sequence())) {
                    case MOVED -> {
                        usage.add(agent.agent().value(), bytes);
                        yield Optional.of(store.append(agent, batch.containers()));
                    }
                    case STORED_BEFORE -> Optional.of(List.<NewLines>of());
                    case SUPERSEDED -> Optional.<List<NewLines>>empty();
                });
        stored.ifPresent(news -> news.forEach(
                lines -> redis.publish(LogFeed.topic(lines.organization(), lines.container()), LogJson.write(lines))));
        return stored.isPresent() ? new StoreResult.Stored() : new StoreResult.Superseded();
    }

    /** About as many as the text of the lines has. */
    private static long bytes(LogsBatch batch) {
        return batch.containers().stream()
                .flatMap(log -> log.lines().stream())
                .mapToLong(line -> line.text().length())
                .sum();
    }
}
