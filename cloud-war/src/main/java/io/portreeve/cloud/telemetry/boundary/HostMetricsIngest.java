package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.HostMetricsResult;
import io.portreeve.cloud.telemetry.control.HostSampleStore;
import io.portreeve.contract.message.HostMetrics;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Takes in what hosts' machines do, in the scope of the agent's organization. */
@ApplicationScoped
public class HostMetricsIngest {
    private final HostSampleStore store = new HostSampleStore();
    private final TenantDatabase database;
    private final AgentSessions sessions;
    private final Clock clock;

    @Inject
    public HostMetricsIngest(TenantDatabase database, AgentSessions sessions, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** For the proxy. */
    protected HostMetricsIngest() {
        this(null, null, null);
    }

    /**
     * Stores a batch whole or not at all, and the agent's cursor with it; committed when it returns.
     *
     * @throws io.portreeve.cloud.platform.DatabaseException if the database refuses; try again
     */
    public HostMetricsResult store(AgentSession session, HostMetrics batch) {
        Optional<HostMetricsResult> broken = broken(batch, clock.instant());
        if (broken.isPresent()) {
            return broken.get();
        }
        return database.transaction(
                connection -> switch (sessions.move(session, Stream.HOST_METRICS, batch.sequence())) {
                    case MOVED -> {
                        store.insert(connection, session.agent(), batch.samples());
                        yield new HostMetricsResult.Stored();
                    }
                    case STORED_BEFORE -> new HostMetricsResult.Stored();
                    case SUPERSEDED -> new HostMetricsResult.Superseded();
                });
    }

    private static Optional<HostMetricsResult> broken(HostMetrics batch, Instant now) {
        Instant latest = now.plus(Limits.FUTURE_TOLERANCE);
        if (batch.samples().stream().anyMatch(sample -> sample.readAt().isAfter(latest))) {
            return Optional.of(
                    new HostMetricsResult.Rejected("sample-in-future", "The samples are ahead of the cloud's clock."));
        }
        Instant earliest = now.minus(Limits.PAST_TOLERANCE);
        if (batch.samples().stream().anyMatch(sample -> sample.readAt().isBefore(earliest))) {
            return Optional.of(
                    new HostMetricsResult.Rejected("sample-too-old", "The samples are older than is still taken."));
        }
        return Optional.empty();
    }
}
