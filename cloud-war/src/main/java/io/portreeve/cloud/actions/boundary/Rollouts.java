package io.portreeve.cloud.actions.boundary;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.actions.control.RolloutStore;
import io.portreeve.cloud.actions.control.UpdateStore;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.AgentUpdate;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.release.SignedRelease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the release that is offered to many agents of the organization in scope. Whether the requester may is the
 * caller's to check. What goes on is a timer's affair: {@link RolloutProgress}.
 */
@ApplicationScoped
public class Rollouts {
    private final RolloutStore store = new RolloutStore();
    private final UpdateStore updates = new UpdateStore();
    private final TenantDatabase database;
    private final TenantScope scope;
    private final Hosts hosts;
    private final AgentReleases releases;
    private final Audit audit;
    private final Clock clock;

    @Inject
    public Rollouts(
            TenantDatabase database, TenantScope scope, Hosts hosts, AgentReleases releases, Audit audit, Clock clock) {
        this.database = database;
        this.scope = scope;
        this.hosts = hosts;
        this.releases = releases;
        this.audit = audit;
        this.clock = clock;
    }

    /** For the proxy. */
    protected Rollouts() {
        this(null, null, null, null, null, null);
    }

    /**
     * Begins with the hosts whose agents can be replaced now, those last that failed to take this release before.
     *
     * @throws ProblemException {@code conflict} if nothing is offered, no agent can be replaced by it, or another
     *     rollout goes on
     */
    public Rollout begin(Requester requester, Rollout.Pace pace) {
        SignedRelease offer = releases.signed()
                .orElseThrow(() -> conflict("This installation has no signed release of the agent to offer."));
        List<RolloutHost> chosen = chosen(offer);
        if (chosen.isEmpty()) {
            throw conflict("No host has an agent that can be replaced by the release that is offered.");
        }
        Rollout rollout = new Rollout(
                new RolloutId(UuidCreator.getTimeOrderedEpoch()),
                offer.release().version().text(),
                pace,
                Rollout.State.RUNNING,
                "",
                requester,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                chosen);
        return database.transaction(connection -> {
            if (!store.insert(connection, scope.required(), new RolloutStore.Row(rollout, offer.text()))) {
                throw conflict("Another rollout goes on: wait for its end, or cancel it.");
            }
            audit.record(trail(
                    requester,
                    "requested",
                    rollout.id(),
                    Map.of("version", rollout.version(), "hosts", String.valueOf(chosen.size()))));
            return rollout;
        });
    }

    /** How many hosts would be asked now. */
    public int size() {
        return releases.signed()
                .map(offer -> Math.min(Rollout.MOST_HOSTS, candidates(offer).size()))
                .orElse(0);
    }

    /** With its hosts; empty if the organization has no such rollout. */
    public Optional<Rollout> find(RolloutId id) {
        return database.transaction(connection -> store.find(connection, id).map(RolloutStore.Row::rollout));
    }

    /** The newest first, each without its hosts. */
    public List<Rollout> newest() {
        return database.transaction(store::newest);
    }

    /**
     * Asks no further host; those that were asked go on.
     *
     * @return the rollout as it stands now; empty if the organization has no such rollout
     * @throws ProblemException {@code conflict} if it has ended
     */
    public Optional<Rollout> cancel(Requester requester, RolloutId id) {
        return database.transaction(connection -> {
            Optional<RolloutStore.Row> known = store.find(connection, id);
            if (known.isEmpty()) {
                return Optional.<Rollout>empty();
            }
            if (!store.end(connection, id, Rollout.State.CANCELLED, "", clock.instant())) {
                throw conflict("It has ended already.");
            }
            audit.record(trail(requester, "cancelled", id, Map.of()));
            return store.find(connection, id).map(RolloutStore.Row::rollout);
        });
    }

    private List<Host> candidates(SignedRelease offer) {
        return hosts.all().stream()
                .filter(host ->
                        AgentUpdate.of(host, Optional.of(offer.release())).isPossible())
                .toList();
    }

    private List<RolloutHost> chosen(SignedRelease offer) {
        Set<HostId> failed = database.transaction(connection -> updates.failed(connection, offer.text()));
        return candidates(offer).stream()
                .sorted(Comparator.comparing(host -> failed.contains(host.id())))
                .limit(Rollout.MOST_HOSTS)
                .map(host -> new RolloutHost(host.id(), host.name(), RolloutHost.State.WAITING, Optional.empty(), ""))
                .toList();
    }

    private static AuditEntry trail(Requester requester, String step, RolloutId id, Map<String, String> detail) {
        return new AuditEntry("user", requester.user().toString(), "rollout." + step, id.toString(), detail);
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(ProblemCode.CONFLICT, detail);
    }
}
