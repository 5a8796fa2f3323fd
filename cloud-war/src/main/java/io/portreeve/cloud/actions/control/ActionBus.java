package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells all nodes that a host has something to do, and where actions stand. Without Redis nobody is told at once. */
@ApplicationScoped
public class ActionBus {
    private static final String REQUESTS = "action-requests";
    private static final String NO_CONTAINER = "-";
    private static final String CHANGES = "actions:";

    private final Redis redis;

    @Inject
    public ActionBus(Redis redis) {
        this.redis = redis;
    }

    /** For the proxy. */
    protected ActionBus() {
        this(null);
    }

    public void ring(HostId host) {
        redis.publish(REQUESTS, host.toString());
    }

    public AutoCloseable onRing(Consumer<HostId> listener) {
        return redis.subscribe(REQUESTS, (topic, text) -> listener.accept(new HostId(UUID.fromString(text))));
    }

    public void tell(ActionChange change) {
        redis.publish(
                CHANGES + change.organization(),
                change.action() + " "
                        + change.container().map(ContainerId::toString).orElse(NO_CONTAINER) + " "
                        + change.state().wireName());
    }

    public AutoCloseable onChange(OrganizationId organization, Consumer<ActionChange> listener) {
        return redis.subscribe(CHANGES + organization, (topic, text) -> {
            String[] words = text.split(" ", 3);
            ActionState.named(words[2])
                    .map(state -> new ActionChange(
                            organization,
                            new ActionId(UUID.fromString(words[0])),
                            Optional.of(words[1])
                                    .filter(word -> !word.equals(NO_CONTAINER))
                                    .map(UUID::fromString)
                                    .map(ContainerId::new),
                            state))
                    .ifPresent(listener);
        });
    }
}
