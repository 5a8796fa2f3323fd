package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells all nodes that a host came or went: a topic an organization. */
@ApplicationScoped
public class PresenceBus {
    private static final String PREFIX = "presence-changes:";

    private final Redis redis;

    @Inject
    public PresenceBus(Redis redis) {
        this.redis = redis;
    }

    /** For the proxy. */
    protected PresenceBus() {
        this(null);
    }

    public void tell(PresenceChange change) {
        redis.publish(
                PREFIX + change.organization(),
                change.host() + " " + change.presence() + " " + change.at().toEpochMilli());
    }

    public AutoCloseable subscribe(OrganizationId organization, Consumer<PresenceChange> listener) {
        return redis.subscribe(PREFIX + organization, (topic, text) -> {
            String[] words = text.split(" ", 3);
            listener.accept(new PresenceChange(
                    organization,
                    new HostId(UUID.fromString(words[0])),
                    Presence.valueOf(words[1]),
                    Instant.ofEpochMilli(Long.parseLong(words[2]))));
        });
    }
}
