package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.PresenceChange;
import io.portreeve.cloud.platform.OrganizationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** Tells who watches that a host came or went, on whichever node. */
@ApplicationScoped
public class PresenceFeed {
    /** Until closed; called on a thread of the bus, which must not be held. */
    public AutoCloseable subscribe(OrganizationId organization, Consumer<PresenceChange> listener) {
        return () -> {};
    }
}
