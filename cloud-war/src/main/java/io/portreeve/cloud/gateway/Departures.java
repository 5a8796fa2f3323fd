package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.Departure;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Ends sessions, of agents of an organization who go at once together: those who were cut off come back at once, and
 * stand behind. Where a transaction of several fails each is tried alone.
 */
final class Departures {
    private static final Logger LOG = Logger.getLogger(Departures.class.getName());

    private final AgentSessions sessions;
    private final TenantScope scope;
    private final Gathering<Departure> going;

    Departures(AgentSessions sessions, TenantScope scope, Executor executor) {
        this.sessions = sessions;
        this.scope = scope;
        going = new Gathering<>(
                executor,
                departure -> departure.session().agent().agent(),
                this::end,
                departure -> LOG.log(Level.FINE, "not ended, since this node stops: {0}", departure.session()));
    }

    void end(Departure departure) {
        going.add(departure.session().agent().organization(), departure);
    }

    private void end(OrganizationId organization, List<Departure> all) {
        try {
            scope.run(organization, () -> sessions.end(all));
        } catch (RuntimeException e) {
            if (all.size() > 1) {
                all.forEach(one -> end(organization, List.of(one)));
                return;
            }
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "not ended: agent=" + all.get(0).session().agent().agent());
        }
    }
}
