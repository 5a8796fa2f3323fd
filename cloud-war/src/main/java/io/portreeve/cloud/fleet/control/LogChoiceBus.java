package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells all nodes for which host something was chosen. Without Redis its agent is told within a minute. */
@ApplicationScoped
public class LogChoiceBus {
    private static final String TOPIC = "log-choices";

    private final Redis redis;

    @Inject
    public LogChoiceBus(Redis redis) {
        this.redis = redis;
    }

    /** For the proxy. */
    protected LogChoiceBus() {
        this(null);
    }

    public void chosen(HostId host) {
        redis.publish(TOPIC, host.toString());
    }

    public AutoCloseable onChosen(Consumer<HostId> listener) {
        return redis.subscribe(TOPIC, (topic, text) -> listener.accept(new HostId(UUID.fromString(text))));
    }
}
