package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.fleet.control.PresenceBus;
import io.portreeve.cloud.platform.OrganizationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/**
 * Tells who watches that a host came or went, on whichever node. It needs Redis, and it does not tell when the node of a
 * host's agent died: who must be certain asks {@link Hosts} from time to time.
 */
@ApplicationScoped
public class PresenceFeed {
    private final PresenceBus bus;

    @Inject
    public PresenceFeed(PresenceBus bus) {
        this.bus = bus;
    }

    /** For the proxy. */
    protected PresenceFeed() {
        this(null);
    }

    /** Until closed; called on a thread of the bus, which must not be held. */
    public AutoCloseable subscribe(OrganizationId organization, Consumer<PresenceChange> listener) {
        return bus.subscribe(organization, listener);
    }
}
