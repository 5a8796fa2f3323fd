package io.portreeve.cloud.logs.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/**
 * Tells all nodes whose log somebody watches, so that the one that the agent is connected to asks it to tell what is
 * written. Nothing is kept: a lease that nobody renews ends. Without Redis there is none.
 */
@ApplicationScoped
public class TailLeases {
    /** How long a lease lasts that is not renewed. */
    public static final Duration LASTS = Duration.ofSeconds(15);

    /** How often who watches renews. */
    public static final Duration RENEWED = Duration.ofSeconds(5);

    /** How many of the last lines whoever begins to watch gets. */
    public static final int LINES = 200;

    private static final String TOPIC = "tail-leases";

    private final Redis redis;

    @Inject
    public TailLeases(Redis redis) {
        this.redis = redis;
    }

    /** For the proxy. */
    protected TailLeases() {
        this(null);
    }

    /** Whoever learns what is watched. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Somebody of the organization watches.
         *
         * @param host whose agent is to tell
         * @param lines of the past that are to be told; 0 if they were
         */
        void renewed(OrganizationId organization, HostId host, ContainerId container, int lines);
    }

    /** Somebody of the organization watches; a container of another is nothing to its agents. */
    public void renew(OrganizationId organization, HostId host, ContainerId container, int lines) {
        redis.publish(TOPIC, organization + " " + host + " " + container + " " + lines);
    }

    /** Listens to what is watched on any node. The listener runs on the bus's one thread: hand over, do not block. */
    public AutoCloseable onRenewed(Listener listener) {
        return redis.subscribe(TOPIC, (topic, text) -> {
            String[] words = text.split(" ", 4);
            listener.renewed(
                    new OrganizationId(UUID.fromString(words[0])),
                    new HostId(UUID.fromString(words[1])),
                    new ContainerId(UUID.fromString(words[2])),
                    Integer.parseInt(words[3]));
        });
    }
}
