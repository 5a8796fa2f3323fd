package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.ActionChange;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a rollout is made of, in one organization of a real database: its hosts, what is offered, who is told. */
final class RolloutParts {
    final AdjustableClock clock = new AdjustableClock(FleetDatabase.NOW);
    final List<HostId> rung = new ArrayList<>();
    final List<AuditEntry> recorded = new ArrayList<>();
    final TenantDatabase database;
    final Hosts hosts = new Known();
    final AgentReleases releases = new Offered();
    final Audit audit = new Recorded();
    Optional<SignedRelease> offer = Optional.of(release("1.1"));
    Runnable onRing = () -> {};

    /** The kind of entry that cannot be recorded. */
    String refused = "";

    private final Map<HostId, Host> known = new LinkedHashMap<>();

    RolloutParts(FleetDatabase database, OrganizationId organization) {
        this.database = new Joined(database, organization);
    }

    static SignedRelease release(String version) {
        try {
            Release release = new Release(
                    new ReleaseVersion(version),
                    "a".repeat(64),
                    1,
                    17,
                    Instant.parse("2026-11-25T22:00:00Z"),
                    Set.of());
            return SignedRelease.sign(
                    release,
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void host(HostId id, String name, Presence presence, Instant lastSeen) {
        known.put(
                id,
                new Host(
                        id,
                        name,
                        FleetDatabase.hello().host(),
                        presence,
                        Optional.of(lastSeen),
                        Optional.of("1.0"),
                        Optional.empty(),
                        Duration.ZERO,
                        Optional.empty(),
                        0,
                        0,
                        Set.of(Capability.SELF_UPDATE.wireName())));
    }

    Host host(HostId id) {
        return known.get(id);
    }

    Asking asking(TenantScope scope) {
        return new Asking(database, scope, audit, new Bell());
    }

    RolloutTurn turn() {
        TenantScope scope = new TenantScope();
        return new RolloutTurn(database, scope, asking(scope), audit, clock);
    }

    /** Work within work is in the same transaction, as with JTA. */
    private static final class Joined extends TenantDatabase {
        private final FleetDatabase database;
        private final OrganizationId organization;
        private Connection current;

        Joined(FleetDatabase database, OrganizationId organization) {
            this.database = database;
            this.organization = organization;
        }

        @Override
        public <T> T transaction(SqlWork<T> work) {
            try {
                return current == null ? database.in(organization, begun -> outer(begun, work)) : work.with(current);
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        }

        private <T> T outer(Connection begun, SqlWork<T> work) throws SQLException {
            current = begun;
            try {
                return work.with(begun);
            } finally {
                current = null;
            }
        }
    }

    private final class Known extends Hosts {
        Known() {
            super(null, null, null);
        }

        @Override
        public List<Host> all() {
            return List.copyOf(known.values());
        }
    }

    private final class Offered extends AgentReleases {
        Offered() {
            super(null);
        }

        @Override
        public Optional<SignedRelease> signed() {
            return offer;
        }
    }

    private final class Recorded extends Audit {
        @Override
        public void record(AuditEntry entry) {
            if (entry.action().equals(refused)) {
                throw new IllegalStateException(refused);
            }
            recorded.add(entry);
        }
    }

    private final class Bell extends ActionBus {
        Bell() {
            super(null);
        }

        @Override
        public void ring(HostId host) {
            rung.add(host);
            onRing.run();
        }

        @Override
        public void tell(ActionChange change) {}
    }
}
