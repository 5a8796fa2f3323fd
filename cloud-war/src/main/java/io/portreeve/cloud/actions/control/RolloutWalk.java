package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.AgentUpdate;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.release.SignedRelease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes single rollouts one step on, in the scope of their organization. */
@ApplicationScoped
public class RolloutWalk {
    /** Hosts that are looked at in one step; the others wait for the next. */
    private static final int MOST_LOOKED_AT = 200;

    private final RolloutStore store = new RolloutStore();
    private final TenantDatabase database;
    private final TenantScope scope;
    private final Hosts hosts;
    private final AgentReleases releases;
    private final Asking asking;
    private final Audit audit;
    private final Clock clock;

    @Inject
    public RolloutWalk(
            TenantDatabase database,
            TenantScope scope,
            Hosts hosts,
            AgentReleases releases,
            Asking asking,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.scope = scope;
        this.hosts = hosts;
        this.releases = releases;
        this.asking = asking;
        this.audit = audit;
        this.clock = clock;
    }

    /** For the proxy. */
    protected RolloutWalk() {
        this(null, null, null, null, null, null, null);
    }

    /**
     * Each host is asked in a transaction of its own, so that it has committed before the agent is told; asked again
     * after a crash it is the same action.
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void step(RolloutId id) {
        Optional<RolloutStore.Row> found = database.transaction(connection -> store.find(connection, id));
        if (found.isEmpty() || !found.get().rollout().isRunning()) {
            return;
        }
        RolloutStore.Row row = found.get();
        RolloutStep step = RolloutStep.of(row.rollout());
        switch (step.end()) {
            case FINISHED -> end(id, Rollout.State.FINISHED, "");
            case STOPPED -> end(id, Rollout.State.STOPPED, step.reason());
            case NOT_YET -> ask(row, step.ask());
        }
    }

    private void ask(RolloutStore.Row row, int most) {
        if (most == 0) {
            return;
        }
        Optional<SignedRelease> offer =
                releases.signed().filter(signed -> signed.text().equals(row.release()));
        if (offer.isEmpty()) {
            end(row.rollout().id(), Rollout.State.STOPPED, "this release is not offered any more");
            return;
        }
        List<RolloutHost> waiting = row.rollout().hosts().stream()
                .filter(host -> host.state() == RolloutHost.State.WAITING)
                .limit(MOST_LOOKED_AT)
                .toList();
        int asked = 0;
        for (RolloutHost host : waiting) {
            if (asked == most) {
                return;
            }
            if (ask(row, host, offer.get())) {
                asked++;
            }
        }
    }

    private boolean ask(RolloutStore.Row row, RolloutHost waiting, SignedRelease offer) {
        RolloutId id = row.rollout().id();
        Optional<Host> host = hosts.find(waiting.host());
        if (host.isEmpty()) {
            return false;
        }
        String obstacle = obstacle(host.get(), offer);
        if (obstacle.isEmpty()) {
            try {
                ActionId action = asking.ask(request(row, host.get())).action().id();
                database.transaction(connection -> {
                    store.asked(connection, id, waiting.host(), action);
                    return null;
                });
                return true;
            } catch (ProblemException e) {
                obstacle = e.getMessage();
            }
        }
        String why = obstacle;
        database.transaction(connection -> {
            store.leftOut(connection, id, waiting.host(), why);
            return null;
        });
        return false;
    }

    private static String obstacle(Host host, SignedRelease offer) {
        AgentUpdate update = AgentUpdate.of(host, Optional.of(offer.release()));
        return switch (update.standing()) {
            case POSSIBLE -> host.presence() == Presence.ONLINE ? "" : "the host is offline";
            case FORBIDDEN -> update.rule();
            case UP_TO_DATE -> "its agent is up to date";
            case UNABLE -> "its agent does not know how";
            case NOTHING_OFFERED -> "nothing is offered";
        };
    }

    private ActionStore.NewRow request(RolloutStore.Row row, Host host) {
        Rollout rollout = row.rollout();
        String key = rollout.id() + " " + host.id();
        return new ActionStore.NewRow(
                scope.required(),
                asking.newId(),
                host.id(),
                Optional.empty(),
                host.name(),
                new HostAction.UpdateAgent(row.release()),
                Precondition.NONE,
                ActionWish.USUAL,
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString(),
                rollout.requester(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private void end(RolloutId id, Rollout.State state, String reason) {
        Instant now = clock.instant();
        database.transaction(connection -> {
            if (store.end(connection, id, state, reason, now)) {
                audit.record(new AuditEntry(
                        "system", "rollouts", "rollout." + state.wireName(), id.toString(), Map.of("reason", reason)));
            }
            return null;
        });
    }
}
