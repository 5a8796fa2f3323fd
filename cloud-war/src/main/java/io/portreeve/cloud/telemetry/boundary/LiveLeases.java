package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Tells all nodes which containers somebody watches, so that the one that an agent is connected to asks it to read them
 * more often. Nothing is kept: a lease that nobody renews ends. Without Redis there is none, and watching is as slow as
 * the history.
 */
@ApplicationScoped
public class LiveLeases {
    /** How often what is leased is read. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** How long a lease lasts that is not renewed. */
    public static final Duration LASTS = Duration.ofSeconds(30);

    /** How often who watches renews. */
    public static final Duration RENEWED = Duration.ofSeconds(10);

    private static final String TOPIC = "live-leases";

    private final Redis redis;

    @Inject
    public LiveLeases(Redis redis) {
        this.redis = redis;
    }

    /** For the proxy. */
    protected LiveLeases() {
        this(null);
    }

    /** Somebody of the organization watches; containers of others are nothing to its agents. */
    public void renew(OrganizationId organization, Set<ContainerId> watched) {
        if (!watched.isEmpty()) {
            redis.publish(
                    TOPIC,
                    organization + " "
                            + watched.stream()
                                    .map(container -> container.value().toString())
                                    .collect(Collectors.joining(",")));
        }
    }

    /** Listens to what is watched on any node. The listener runs on the bus's one thread: hand over, do not block. */
    public AutoCloseable onRenewed(BiConsumer<OrganizationId, Set<ContainerId>> listener) {
        return redis.subscribe(TOPIC, (topic, text) -> {
            String[] words = text.split(" ", 2);
            listener.accept(
                    new OrganizationId(UUID.fromString(words[0])),
                    Arrays.stream(words[1].split(",", -1))
                            .map(id -> new ContainerId(UUID.fromString(id)))
                            .collect(Collectors.toSet()));
        });
    }
}
