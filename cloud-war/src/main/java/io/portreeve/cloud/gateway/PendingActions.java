package io.portreeve.cloud.gateway;

import io.portreeve.cloud.actions.boundary.ActionDelivery;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.contract.message.CloudMessage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Takes to agents what waits for them. For most who connect nothing does, so that one look serves all of an organization
 * who come at once, and only the others are served each by itself, as all are where it fails.
 */
final class PendingActions {
    private static final Logger LOG = Logger.getLogger(PendingActions.class.getName());

    private record Asked(AgentLink link, AgentSession session) {
        HostId host() {
            return session.agent().host();
        }
    }

    private final ActionDelivery delivery;
    private final TenantScope scope;
    private final Gathering<Asked> asking;

    PendingActions(ActionDelivery delivery, TenantScope scope, Executor executor) {
        this.delivery = delivery;
        this.scope = scope;
        asking = new Gathering<>(executor, asked -> asked.session().agent().agent(), this::serve, asked -> {});
    }

    void take(AgentLink link, AgentSession session) {
        asking.add(session.agent().organization(), new Asked(link, session));
    }

    private void serve(OrganizationId organization, List<Asked> all) {
        Set<HostId> hosts = all.stream().map(Asked::host).collect(Collectors.toSet());
        Set<HostId> awaited = attempt(organization, () -> delivery.awaited(hosts), hosts);
        all.stream().filter(asked -> awaited.contains(asked.host())).forEach(asked -> {
            List<CloudMessage> requests = attempt(organization, () -> delivery.take(asked.session()), List.of());
            asked.link().accept(conversation -> conversation.actions(requests));
        });
    }

    private <T> T attempt(OrganizationId organization, Supplier<T> work, T otherwise) {
        try {
            return scope.call(organization, work);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "actions not taken: organization=" + organization);
            return otherwise;
        }
    }
}
