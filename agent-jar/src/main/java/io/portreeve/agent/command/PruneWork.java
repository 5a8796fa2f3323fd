package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.EngineStock;
import io.portreeve.agent.docker.HostUsage;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.PruneItem;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Does away with what was named, as far as it is as it was named then. What the engine uses by now it refuses itself. */
final class PruneWork implements HostWork {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final HostAction.Prune prune;
    private final Supplier<ActionPolicy> policy;
    private final Set<String> own;
    private final Engine engine;
    private final EngineStock stock;
    private final Deque<ActionStep> ahead = new ArrayDeque<>();
    private final List<ActionStep> steps = new ArrayList<>();
    private HostUsage usage = new HostUsage(List.of(), List.of(), List.of(), List.of(), List.of());

    PruneWork(HostAction.Prune prune, Supplier<ActionPolicy> policy, Set<String> own, Engine engine) {
        this.prune = prune;
        this.policy = policy;
        this.own = own;
        this.engine = engine;
        stock = engine.stock();
    }

    @Override
    public Optional<Obstacle> prepare() {
        Optional<String> rule = policy.get().refusalOfAny(ActionKind.PRUNE);
        if (rule.isPresent()) {
            return Optional.of(Obstacle.rule(rule.get(), ""));
        }
        usage = stock.usage();
        Set<String> going = prune.items().stream()
                .filter(item -> item.kind() == PruneKind.CONTAINERS)
                .map(PruneItem::id)
                .collect(Collectors.toSet());
        Set<PruneKind> kinds = prune.items().stream().map(PruneItem::kind).collect(Collectors.toSet());
        Map<String, ActionStep> now = new PruneList(usage, kinds, policy.get(), own, going::contains, engine::target)
                .steps().stream().collect(Collectors.toMap(PruneWork::key, Function.identity(), (one, same) -> one));
        prune.items().stream().distinct().forEach(item -> sort(item, now));
        return Optional.empty();
    }

    @Override
    public List<Entry.Concerned> concerned() {
        return ahead.stream()
                .map(step -> new Entry.Concerned(step.what(), step.id(), step.name(), Optional.empty()))
                .toList();
    }

    @Override
    public Optional<Duration> step() {
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        ActionStep next = ahead.remove();
        steps.add(isOfWhatStayed(next) ? next.came(StepOutcome.SKIPPED, "a container that stays uses it") : take(next));
        return Optional.of(AT_ONCE);
    }

    @Override
    public List<ActionStep> steps() {
        return List.copyOf(steps);
    }

    @Override
    public void giveUp(String why) {
        ahead.forEach(step -> steps.add(step.came(StepOutcome.FAILED, why)));
        ahead.clear();
    }

    @Override
    public Verdict verdict() {
        return Verdict.of(steps, "are gone");
    }

    private void sort(PruneItem item, Map<String, ActionStep> now) {
        ActionStep known = now.get(key(item));
        if (known != null && known.outcome() == StepOutcome.REFUSED) {
            steps.add(known);
        } else if (known != null && known.mark().equals(item.mark())) {
            ahead.add(known);
        } else {
            String why = known != null ? "it was used or made anew since" : "it is used by now, or gone";
            steps.add(new ActionStep(
                    item.kind().wireName(),
                    item.id(),
                    item.id(),
                    item.mark(),
                    OptionalLong.empty(),
                    StepOutcome.SKIPPED,
                    why));
        }
    }

    /** Engines give away networks of containers that do not run, which then cannot start. */
    private boolean isOfWhatStayed(ActionStep next) {
        Set<String> gone = steps.stream()
                .filter(step -> step.outcome() == StepOutcome.DONE)
                .map(ActionStep::id)
                .collect(Collectors.toSet());
        return next.what().equals(PruneKind.NETWORKS.wireName())
                && usage.containers().stream()
                        .filter(container -> !gone.contains(container.id()))
                        .anyMatch(container -> container.networks().contains(next.id())
                                || container.networks().contains(next.name()));
    }

    private ActionStep take(ActionStep step) {
        try {
            EngineAnswer answer = remove(step);
            boolean isGone = answer.isDone() || answer.status() == NOT_FOUND;
            return step.came(isGone ? StepOutcome.DONE : StepOutcome.FAILED, answer.toString());
        } catch (EngineException e) {
            return step.came(StepOutcome.UNKNOWN, e.getMessage());
        }
    }

    private EngineAnswer remove(ActionStep step) {
        return switch (PruneKind.named(step.what()).orElseThrow()) {
            case CONTAINERS -> engine.act(step.id(), new ContainerAction.Remove(false, false));
            case DANGLING_IMAGES, IMAGES -> removeImage(step.id());
            case NETWORKS -> stock.removeNetwork(step.id());
            case VOLUMES -> stock.removeVolume(step.id());
            case BUILD_CACHE -> stock.removeCache(step.id());
        };
    }

    /** With all its names, of which the engine wants to hear one by one. */
    private EngineAnswer removeImage(String id) {
        HostUsage.Image image = usage.images().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow();
        List<String> references = image.tags().isEmpty() ? image.digests() : image.tags();
        EngineAnswer answer = new EngineAnswer(NOT_FOUND, "");
        for (String reference : references.isEmpty() ? List.of(id) : references) {
            boolean moved = !reference.equals(id)
                    && engine.updates().image(reference).filter(id::equals).isEmpty();
            answer = moved
                    ? new EngineAnswer(CONFLICT, reference + " is another image by now")
                    : stock.removeImage(reference);
            if (!answer.isDone()) {
                return answer;
            }
        }
        return answer;
    }

    private static String key(ActionStep step) {
        return step.what() + ' ' + step.id();
    }

    private static String key(PruneItem item) {
        return item.kind().wireName() + ' ' + item.id();
    }
}
