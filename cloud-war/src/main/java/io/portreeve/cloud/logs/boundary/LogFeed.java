package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.cloud.logs.control.LogJson;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Lines as they are committed, on whichever node. */
@ApplicationScoped
public class LogFeed {
    @Inject
    Redis redis;

    /**
     * Listens to the log of one container. The caller answers for the organization being the one of whoever listens; of
     * another organization's container nothing comes. The listener runs on the bus's one thread: hand over, do not block.
     * Nothing comes while Redis is away.
     *
     * @return ends the subscription
     */
    public AutoCloseable subscribe(OrganizationId organization, ContainerId container, Consumer<NewLines> listener) {
        return redis.subscribe(
                topic(organization, container),
                (topic, text) -> LogJson.read(text)
                        .filter(lines -> lines.organization().equals(organization))
                        .ifPresent(listener));
    }

    static String topic(OrganizationId organization, ContainerId container) {
        return "logs:" + organization + ":" + container;
    }
}
