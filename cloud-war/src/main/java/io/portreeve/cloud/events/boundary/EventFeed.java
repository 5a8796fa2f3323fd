package io.portreeve.cloud.events.boundary;

import io.portreeve.cloud.events.NewEvents;
import io.portreeve.cloud.events.control.EventJson;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Events as they are committed, on whichever node. */
@ApplicationScoped
public class EventFeed {
    @Inject
    Redis redis;

    /**
     * Listens to the events of an organization. The caller answers for the organization being the one of whoever
     * listens. The listener runs on the bus's one thread: hand over, do not block. Nothing comes while Redis is away.
     *
     * @return ends the subscription
     */
    public AutoCloseable subscribe(OrganizationId organization, Consumer<NewEvents> listener) {
        return redis.subscribe(
                topic(organization, "*"),
                (topic, text) -> EventJson.read(text)
                        .filter(events -> events.organization().equals(organization))
                        .ifPresent(listener));
    }

    static String topic(OrganizationId organization, String host) {
        return "events:" + organization + ":" + host;
    }
}
