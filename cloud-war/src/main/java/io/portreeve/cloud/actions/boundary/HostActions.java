package io.portreeve.cloud.actions.boundary;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.actions.HostActionWish;
import io.portreeve.cloud.actions.HostWish;
import io.portreeve.cloud.actions.RequestedAction;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.control.ActionStore;
import io.portreeve.cloud.actions.control.Asking;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Precondition;
import io.portreeve.contract.action.PruneItem;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import io.portreeve.contract.protocol.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a host as a whole, or of a compose project on it, in the organization in scope. Whether the requester
 * may ask is the caller's to check.
 */
@ApplicationScoped
public class HostActions {
    private static final Duration PLAN_HOLDS = Duration.ofHours(1);

    private final ActionStore store = new ActionStore();
    private final TenantDatabase database;
    private final TenantScope scope;
    private final Hosts hosts;
    private final Asking asking;
    private final AgentReleases releases;
    private final Clock clock;

    @Inject
    public HostActions(
            TenantDatabase database,
            TenantScope scope,
            Hosts hosts,
            Asking asking,
            AgentReleases releases,
            Clock clock) {
        this.releases = releases;
        this.database = database;
        this.scope = scope;
        this.hosts = hosts;
        this.asking = asking;
        this.clock = clock;
    }

    /** For the proxy. */
    protected HostActions() {
        this(null, null, null, null, null, null);
    }

    /**
     * Asks for an action. The same requester asking again with the same key gets the action of the first time.
     *
     * @return empty if the organization has no such host
     * @throws ProblemException {@code conflict} if the key stands for something else, the host's agent does not know
     *     how, or what is to be done away with was not listed on this host within the last hour; {@code too-many-pending}
     */
    public Optional<RequestedAction> request(Requester requester, HostActionWish asked) {
        return hosts.find(asked.host()).map(host -> {
            Optional<Action> before =
                    database.transaction(connection -> store.find(connection, requester, asked.idempotencyKey()));
            if (before.filter(known -> isSame(known, asked)).isPresent()) {
                return new RequestedAction(before.get(), false);
            }
            Capability needed =
                    asked.wish() instanceof HostWish.UpdateAgent ? Capability.SELF_UPDATE : Capability.HOST_ACTIONS;
            if (!host.can(needed)) {
                throw conflict("The agent of this host does not know how: update it.");
            }
            HostAction action = action(asked.wish(), host.id());
            return asking.ask(new ActionStore.NewRow(
                    scope.required(),
                    asking.newId(),
                    host.id(),
                    Optional.empty(),
                    subject(action, host),
                    action,
                    Precondition.NONE,
                    ActionWish.USUAL,
                    asked.idempotencyKey(),
                    requester,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        });
    }

    /** The newest try to replace the agent of a host; empty if there was none. */
    public Optional<Action> lastUpdate(HostId host) {
        return database.transaction(connection -> store.lastUpdate(connection, host));
    }

    /** Whether an action is a list that can still be carried out. */
    public boolean isCarriable(Action plan) {
        Instant now = clock.instant();
        return plan.action() instanceof HostAction.PrunePlan
                && plan.state() == ActionState.SUCCEEDED
                && plan.endedAt()
                        .filter(end -> end.plus(PLAN_HOLDS).isAfter(now))
                        .isPresent()
                && plan.steps().stream().anyMatch(step -> step.outcome() == StepOutcome.PLANNED);
    }

    /** A list that was carried out need not be fresh for the same to be asked again, nor a release be offered still. */
    private boolean isSame(Action known, HostActionWish asked) {
        if (known.action() instanceof HostAction.UpdateAgent && asked.wish() instanceof HostWish.UpdateAgent) {
            return known.hostId().equals(asked.host());
        }
        return known.action() instanceof HostAction.Prune before
                && known.hostId().equals(asked.host())
                && asked.wish() instanceof HostWish.Prune prune
                && plan(prune, asked.host())
                        .filter(plan -> items(plan, prune.volumes()).equals(before.items()))
                        .isPresent();
    }

    private HostAction action(HostWish wish, HostId host) {
        if (wish instanceof HostWish.Plan plan) {
            return new HostAction.PrunePlan(plan.kinds());
        }
        if (wish instanceof HostWish.UpdateAgent) {
            return new HostAction.UpdateAgent(releases.signed()
                    .orElseThrow(() -> conflict("This installation has no signed release of the agent to offer."))
                    .text());
        }
        return wish instanceof HostWish.Prune prune
                ? new HostAction.Prune(items(prune, host))
                : ((HostWish.Project) wish).action();
    }

    private Optional<Action> plan(HostWish.Prune prune, HostId host) {
        return database.transaction(connection -> store.find(connection, prune.plan()))
                .filter(known -> known.hostId().equals(host));
    }

    private List<PruneItem> items(HostWish.Prune prune, HostId host) {
        Action plan = plan(prune, host)
                .filter(this::isCarriable)
                .orElseThrow(
                        () -> conflict("What is to go has to be listed first, on this host and within the last hour."));
        List<PruneItem> items = items(plan, prune.volumes());
        if (items.isEmpty()) {
            throw conflict("Only volumes were listed, and they are to stay.");
        }
        return items;
    }

    private static List<PruneItem> items(Action plan, boolean volumes) {
        return plan.steps().stream()
                .filter(step ->
                        step.outcome() == StepOutcome.PLANNED && !step.id().isEmpty())
                .flatMap(step ->
                        PruneKind.named(step.what()).stream().map(kind -> new PruneItem(kind, step.id(), step.mark())))
                .filter(item -> volumes || item.kind() != PruneKind.VOLUMES)
                .toList();
    }

    private static String subject(HostAction action, Host host) {
        return action instanceof HostAction.Project project ? project.project() : host.name();
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(ProblemCode.CONFLICT, detail);
    }
}
