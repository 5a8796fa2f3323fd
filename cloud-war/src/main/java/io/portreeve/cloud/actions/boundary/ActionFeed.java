package io.portreeve.cloud.actions.boundary;

import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.actions.control.ActionBus;
import io.portreeve.cloud.platform.OrganizationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Where actions stand, as it changes on whichever node. */
@ApplicationScoped
public class ActionFeed {
    @Inject
    ActionBus bus;

    /**
     * Listens to an organization's. The caller answers for the organization being the one of whoever listens. The
     * listener runs on the bus's one thread: hand over, do not block. Nothing comes while Redis is away.
     *
     * @return ends the subscription
     */
    public AutoCloseable subscribe(OrganizationId organization, Consumer<ActionChange> listener) {
        return bus.onChange(organization, listener);
    }
}
