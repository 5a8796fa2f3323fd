package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.AgentUpdate;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.SignedRelease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes single rollouts one step on, in the scope of their organization. */
@ApplicationScoped
public class RolloutWalk {
    /** Hosts that are looked at in one step; the others wait for the next. */
    private static final int MOST_LOOKED_AT = 200;

    /** Hosts that were seen so lately are not left out for being offline. */
    private static final Duration MOMENT = Duration.ofMinutes(10);

    private final RolloutStore store = new RolloutStore();
    private final UpdateStore updates = new UpdateStore();
    private final TenantDatabase database;
    private final Hosts hosts;
    private final AgentReleases releases;
    private final RolloutTurn turn;
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
        this.hosts = hosts;
        this.releases = releases;
        this.turn = new RolloutTurn(database, scope, asking, audit, clock);
        this.audit = audit;
        this.clock = clock;
    }

    /** For the proxy. */
    protected RolloutWalk() {
        this(null, null, null, null, null, null, null);
    }

    /**
     * Each host has a transaction of its own, so that it has committed before the agent is told. Hosts that are offline
     * are put off, and left out once nobody else waits and they were not seen for a while. While nothing is offered,
     * which may be because the file is being replaced, nobody is asked.
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
        Optional<SignedRelease> offer = releases.signed();
        if (most == 0 || offer.isEmpty()) {
            return;
        }
        if (!offer.get().text().equals(row.release())) {
            end(row.rollout().id(), Rollout.State.STOPPED, "this release is not offered any more");
            return;
        }
        List<Host> away = new ArrayList<>();
        List<Host> there = new ArrayList<>();
        sort(row.rollout(), offer.get().release(), away, there);
        if (there.isEmpty()) {
            leaveOut(row, away);
            return;
        }
        int asked = 0;
        for (Host host : there.subList(0, Math.min(MOST_LOOKED_AT, there.size()))) {
            RolloutTurn.Outcome outcome = turn.take(row, host, offer.get().release());
            if (outcome == RolloutTurn.Outcome.OVER) {
                return;
            }
            if (outcome == RolloutTurn.Outcome.ASKED && ++asked == most) {
                return;
            }
        }
    }

    /** Who replaces its agent just now is away for a moment, so that it counts as there. */
    private void sort(Rollout rollout, Release offer, List<Host> away, List<Host> there) {
        Map<HostId, Host> known = hosts.all().stream().collect(Collectors.toMap(Host::id, Function.identity()));
        Set<HostId> updating = database.transaction(connection -> updates.pending(connection, rollout.id()));
        for (RolloutHost waiting : rollout.hosts()) {
            Host host = known.get(waiting.host());
            if (host == null || waiting.state() != RolloutHost.State.WAITING) {
                continue;
            }
            boolean isAway = host.presence() != Presence.ONLINE
                    && AgentUpdate.of(host, Optional.of(offer)).isPossible()
                    && !updating.contains(host.id());
            (isAway ? away : there).add(host);
        }
    }

    private void leaveOut(RolloutStore.Row row, List<Host> away) {
        Instant longAgo = clock.instant().minus(MOMENT);
        List<Host> gone = away.stream()
                .filter(host -> host.lastSeenAt().filter(longAgo::isBefore).isEmpty())
                .limit(MOST_LOOKED_AT)
                .toList();
        for (Host host : gone) {
            if (turn.leaveOut(row, host, "the host is offline") == RolloutTurn.Outcome.OVER) {
                return;
            }
        }
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
