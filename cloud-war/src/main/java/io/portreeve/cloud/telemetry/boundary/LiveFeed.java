package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import io.portreeve.cloud.telemetry.LiveSamples;
import io.portreeve.cloud.telemetry.control.LivePublisher;
import io.portreeve.cloud.telemetry.control.LiveSubscriptions;
import io.portreeve.contract.message.LiveMetrics;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Consumer;

/** Samples as they are read, on whichever node. */
@ApplicationScoped
public class LiveFeed {
    @Inject
    Redis redis;

    @Inject
    LivePublisher publisher;

    private LiveSubscriptions subscriptions;

    @PostConstruct
    void open() {
        subscriptions = new LiveSubscriptions(redis::subscribe);
    }

    /**
     * Tells of what an agent has read just now; never blocks, and may be dropped. Nothing goes into the database.
     *
     * @param numbers the containers that the session declared
     */
    public void share(AuthenticatedAgent agent, LiveMetrics live, Map<Integer, ContainerId> numbers) {
        publisher.share(agent, live, numbers);
    }

    /**
     * Listens to the samples of an organization. The caller answers for the organization being the one of whoever
     * listens. The listener runs on the bus's one thread: hand over, do not block. Nothing comes while Redis is away.
     *
     * @return ends the subscription
     */
    public AutoCloseable subscribe(OrganizationId organization, Consumer<LiveSamples> listener) {
        return subscriptions.add(organization, listener);
    }
}
