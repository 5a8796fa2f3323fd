package io.portreeve.cloud.telemetry.boundary;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.telemetry.NetworkUse;
import io.portreeve.cloud.telemetry.control.InterfaceStore;
import io.portreeve.contract.message.Interfaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What goes through each network interface, in the organization in scope: the newest that agents told. */
@ApplicationScoped
public class Networks {
    private final InterfaceStore store = new InterfaceStore();
    private final TenantDatabase database;
    private final AgentSessions sessions;
    private final Clock clock;

    @Inject
    public Networks(TenantDatabase database, AgentSessions sessions, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Networks() {
        this(null, null, null);
    }

    /**
     * Replaces what the agent told before; nothing happens if a newer session has begun.
     *
     * @param numbers the containers that the session declared; others are passed over
     */
    public void store(AgentSession session, Interfaces interfaces, Map<Integer, ContainerId> numbers) {
        database.transaction(connection -> {
            if (sessions.isNewest(session)) {
                store.write(connection, session.agent(), interfaces, numbers, clock.instant());
            }
            return null;
        });
    }

    /** Empty if the organization has no such host, or its agent never told. */
    public Optional<NetworkUse> ofHost(HostId host) {
        return database.transaction(connection -> store.ofHost(connection, host));
    }

    /**
     * Empty if the organization has no such container, and while nothing is known of its network: it does not run, or
     * uses the one of its host or of another container.
     */
    public Optional<NetworkUse> ofContainer(ContainerId container) {
        return database.transaction(connection -> store.ofContainer(connection, container));
    }
}
