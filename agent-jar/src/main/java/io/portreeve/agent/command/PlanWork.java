package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Lists what the host does not use. */
final class PlanWork implements HostWork {
    private final HostAction.PrunePlan plan;
    private final Supplier<ActionPolicy> policy;
    private final Set<String> own;
    private final Engine engine;
    private List<ActionStep> steps = List.of();
    private Verdict verdict = new Verdict(Outcome.FAILED, "nobody looked");

    PlanWork(HostAction.PrunePlan plan, Supplier<ActionPolicy> policy, Set<String> own, Engine engine) {
        this.plan = plan;
        this.policy = policy;
        this.own = own;
        this.engine = engine;
    }

    @Override
    public Optional<Obstacle> prepare() {
        return policy.get().refusalOfAny(ActionKind.PRUNE).map(rule -> Obstacle.rule(rule, ""));
    }

    @Override
    public List<Entry.Concerned> concerned() {
        return List.of();
    }

    @Override
    public Optional<Duration> step() {
        try {
            PruneList list =
                    new PruneList(engine.stock().usage(), plan.kinds(), policy.get(), own, any -> true, engine::target);
            steps = list.largest();
            int left = list.steps().size() - steps.size();
            long can = steps.stream()
                    .filter(step -> step.outcome() == StepOutcome.PLANNED)
                    .count();
            verdict = new Verdict(
                    Outcome.SUCCEEDED,
                    can + " can go; nothing was removed"
                            + (left > 0 ? "; the smallest, " + left + ", are not in the list" : ""));
        } catch (EngineException e) {
            verdict = new Verdict(Outcome.FAILED, e.getMessage());
        }
        return Optional.empty();
    }

    @Override
    public List<ActionStep> steps() {
        return steps;
    }

    @Override
    public void giveUp(String why) {
        verdict = new Verdict(Outcome.FAILED, why);
    }

    @Override
    public Verdict verdict() {
        return verdict;
    }
}
