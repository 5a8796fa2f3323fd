package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.ObjLongConsumer;

/**
 * Tells all nodes that a session has begun, so that they close older ones. Without Redis an older session on another
 * node lives until the database denies it.
 */
@ApplicationScoped
public class SessionBus {
    private static final String TOPIC = "agent-sessions";

    private final Redis redis;

    @Inject
    public SessionBus(Redis redis) {
        this.redis = redis;
    }

    /** For the proxy. */
    protected SessionBus() {
        this(null);
    }

    public void begun(AgentId agent, long epoch) {
        redis.publish(TOPIC, agent + " " + epoch);
    }

    public AutoCloseable subscribe(ObjLongConsumer<AgentId> listener) {
        return redis.subscribe(TOPIC, (topic, text) -> {
            int space = text.indexOf(' ');
            listener.accept(
                    new AgentId(UUID.fromString(text.substring(0, space))), Long.parseLong(text.substring(space + 1)));
        });
    }
}
