package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.actions.RequestedAction;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.AgentUpdate;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.release.Release;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The turn of one host in a rollout. What comes of it is one transaction, in which the rollout cannot end: whoever ends
 * it either comes first, or finds the host asked.
 */
final class RolloutTurn {
    private final RolloutStore store = new RolloutStore();
    private final UpdateStore updates = new UpdateStore();
    private final TenantDatabase database;
    private final TenantScope scope;
    private final Asking asking;
    private final Audit audit;
    private final Clock clock;

    RolloutTurn(TenantDatabase database, TenantScope scope, Asking asking, Audit audit, Clock clock) {
        this.database = database;
        this.scope = scope;
        this.asking = asking;
        this.audit = audit;
        this.clock = clock;
    }

    /** What comes of it. */
    enum Outcome {
        ASKED,
        /** It has another turn. */
        PUT_OFF,
        LEFT_OUT,
        /** The rollout has ended meanwhile. */
        OVER
    }

    private record Taken(Outcome outcome, Optional<RequestedAction> requested) {
        static Taken of(Outcome outcome) {
            return new Taken(outcome, Optional.empty());
        }
    }

    Outcome take(RolloutStore.Row row, Host host, Release offer) {
        Taken taken;
        try {
            taken = database.transaction(connection -> take(connection, row, host, offer));
        } catch (ProblemException e) {
            return leaveOut(row, host, e.getMessage());
        }
        taken.requested().ifPresent(asking::announce);
        return taken.outcome();
    }

    Outcome leaveOut(RolloutStore.Row row, Host host, String why) {
        RolloutId id = row.rollout().id();
        return database.transaction(
                connection -> store.isHeld(connection, id) ? leaveOut(connection, id, host, why) : Outcome.OVER);
    }

    private Taken take(Connection connection, RolloutStore.Row row, Host host, Release offer) throws SQLException {
        RolloutId id = row.rollout().id();
        if (!store.isHeld(connection, id)) {
            return Taken.of(Outcome.OVER);
        }
        Optional<UpdateStore.Pending> pending = updates.pending(connection, host.id());
        if (pending.isPresent()) {
            if (!pending.get().release().equals(row.release())) {
                return Taken.of(Outcome.PUT_OFF);
            }
            store.asked(connection, id, host.id(), pending.get().action());
            return Taken.of(Outcome.ASKED);
        }
        String obstacle = obstacle(host, offer);
        if (!obstacle.isEmpty()) {
            return Taken.of(leaveOut(connection, id, host, obstacle));
        }
        if (host.presence() != Presence.ONLINE) {
            return Taken.of(Outcome.PUT_OFF);
        }
        RequestedAction requested = asking.take(connection, request(row, host));
        store.asked(connection, id, host.id(), requested.action().id());
        return new Taken(Outcome.ASKED, Optional.of(requested));
    }

    private Outcome leaveOut(Connection connection, RolloutId id, Host host, String why) throws SQLException {
        store.leftOut(connection, id, host.id(), why);
        audit.record(new AuditEntry(
                "system",
                "rollouts",
                "rollout.left-out",
                id.toString(),
                Map.of("host", host.id().toString(), "why", why)));
        return Outcome.LEFT_OUT;
    }

    private static String obstacle(Host host, Release offer) {
        AgentUpdate update = AgentUpdate.of(host, Optional.of(offer));
        return switch (update.standing()) {
            case POSSIBLE -> "";
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
}
