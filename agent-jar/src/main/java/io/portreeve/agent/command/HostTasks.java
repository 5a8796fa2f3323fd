package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.HostUsage;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.HostActionRequest;
import io.portreeve.contract.action.PruneItem;
import io.portreeve.contract.action.PruneKind;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Actions on a host as tasks, each in the lanes of all containers that it may change. */
final class HostTasks {
    private static final String CLEANING = "clean up";
    private static final String REPLACING = "replace the agent";

    private final Supplier<ActionPolicy> policy;
    private final Set<String> own;
    private final Engine engine;
    private final Ledger ledger;
    private final Clock clock;
    private final Endings endings;
    private final Lanes lanes;
    private final SelfUpdate self;

    HostTasks(
            Supplier<ActionPolicy> policy,
            Set<String> own,
            Engine engine,
            Ledger ledger,
            Clock clock,
            Endings endings,
            Lanes lanes,
            SelfUpdate self) {
        this.policy = policy;
        this.own = own;
        this.engine = engine;
        this.ledger = ledger;
        this.clock = clock;
        this.endings = endings;
        this.lanes = lanes;
        this.self = self;
    }

    void add(HostActionRequest request, long deadlineNanos) {
        if (request.action() instanceof HostAction.PrunePlan plan) {
            lanes.add(CLEANING, attempt(request, deadlineNanos, new PlanWork(plan, policy, own, engine)));
        } else if (request.action() instanceof HostAction.Prune prune) {
            Set<String> places = prune.items().stream()
                    .filter(item -> item.kind() == PruneKind.CONTAINERS)
                    .map(PruneItem::id)
                    .collect(Collectors.toCollection(HashSet::new));
            places.add(CLEANING);
            lanes.add(places, attempt(request, deadlineNanos, new PruneWork(prune, policy, own, engine)));
        } else if (request.action() instanceof HostAction.Project project) {
            lanes.add(lane(project), new Gathering(request, deadlineNanos, project));
        } else if (request.action() instanceof HostAction.UpdateAgent update) {
            lanes.add(REPLACING, attempt(request, deadlineNanos, new UpdateWork(request.id(), update, self)));
        }
    }

    /** Finds out what became of one that an earlier process did not end. */
    void settle(Entry.HostBegun begun, String why) {
        if (begun.action().equals(HostAction.UPDATE_AGENT)) {
            lanes.add(REPLACING, new UpdateSettlement(begun, self, endings));
            return;
        }
        Set<String> places = begun.concerned().stream()
                .filter(each -> each.before().isPresent() || each.what().equals(PruneKind.CONTAINERS.wireName()))
                .map(Entry.Concerned::id)
                .collect(Collectors.toCollection(HashSet::new));
        places.add(CLEANING);
        lanes.add(places, new HostSettlement(begun, why, engine, clock, endings));
    }

    private static String lane(HostAction.Project project) {
        return "project " + project.project();
    }

    /** Looks which containers a project has, to be in the lanes of them all. */
    private final class Gathering implements Lanes.Task {
        private final HostActionRequest request;
        private final long deadlineNanos;
        private final HostAction.Project project;

        Gathering(HostActionRequest request, long deadlineNanos, HostAction.Project project) {
            this.request = request;
            this.deadlineNanos = deadlineNanos;
            this.project = project;
        }

        @Override
        public Optional<Duration> run() {
            Set<String> members = engine.stock().ofProject(project.project()).containers().stream()
                    .map(HostUsage.Container::id)
                    .collect(Collectors.toSet());
            Set<String> places = new HashSet<>(members);
            places.add(lane(project));
            lanes.add(places, attempt(request, deadlineNanos, new ProjectWork(project, members, policy, own, engine)));
            return Optional.empty();
        }

        @Override
        public Optional<Duration> threw(RuntimeException failure) {
            return endings.prevented(request.id(), Obstacle.failure(String.valueOf(failure.getMessage())));
        }
    }

    private HostAttempt attempt(HostActionRequest request, long deadlineNanos, HostWork work) {
        return new HostAttempt(request, deadlineNanos, work, ledger, clock, endings);
    }
}
