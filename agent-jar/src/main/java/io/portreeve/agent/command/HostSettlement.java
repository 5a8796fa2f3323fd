package io.portreeve.agent.command;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.HostUsage;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out what became of an action on a host that was begun by a process that is no more, as far as that can be seen.
 * Nothing of it is tried again.
 */
final class HostSettlement implements Lanes.Task {
    private static final Duration ENGINE_SILENT = Duration.ofSeconds(5);
    private static final Duration NOT_YET = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Entry.HostBegun begun;
    private final String why;
    private final Engine engine;
    private final Clock clock;
    private final Endings endings;
    private final long createdNanos = System.nanoTime();

    HostSettlement(Entry.HostBegun begun, String why, Engine engine, Clock clock, Endings endings) {
        this.begun = begun;
        this.why = why;
        this.engine = engine;
        this.clock = clock;
        this.endings = endings;
    }

    @Override
    public Optional<Duration> run() {
        if (begun.action().equals(HostAction.PLAN)) {
            return endings.ended(begun, new Verdict(Outcome.FAILED, why + "; nothing was done"), List.of());
        }
        try {
            List<ActionStep> steps = look();
            boolean all = steps.stream().allMatch(step -> step.outcome() == StepOutcome.DONE);
            if (!all && !isOver()) {
                return Optional.of(NOT_YET);
            }
            Verdict seen = Verdict.of(steps, "are as they should be");
            return endings.ended(begun, new Verdict(seen.outcome(), why + "; " + seen.answer()), steps);
        } catch (EngineException e) {
            return System.nanoTime() - createdNanos < PATIENCE.toNanos()
                    ? Optional.of(ENGINE_SILENT)
                    : endings.ended(
                            begun,
                            new Verdict(Outcome.UNKNOWN, why + "; and then: " + e.getMessage()),
                            begun.concerned().stream().map(HostSettlement::line).toList());
        }
    }

    @Override
    public Optional<Duration> threw(RuntimeException failure) {
        return endings.ended(begun, new Verdict(Outcome.UNKNOWN, why + "; the agent failed: " + failure), List.of());
    }

    private List<ActionStep> look() {
        Optional<ProjectVerb> verb = ProjectVerb.named(begun.action());
        if (verb.isPresent()) {
            return begun.concerned().stream()
                    .map(each -> ofProject(each, verb.get()))
                    .toList();
        }
        HostUsage usage = engine.stock().usage();
        return begun.concerned().stream()
                .map(each -> isThere(each, usage)
                        ? line(each).came(StepOutcome.FAILED, "it is there still")
                        : line(each).came(StepOutcome.DONE, "it is gone"))
                .toList();
    }

    private ActionStep ofProject(Entry.Concerned each, ProjectVerb verb) {
        if (each.before().isEmpty()) {
            return line(each).came(StepOutcome.UNKNOWN, "whether it was done cannot be told");
        }
        ActionKind last = ProjectRules.kinds(verb).get(ProjectRules.kinds(verb).size() - 1);
        Entry.Begun like =
                ProjectSteps.like(each.id(), last, Duration.ZERO, each.before().get());
        return ProjectSteps.came(
                line(each), Verdict.seen(like, engine.inspect(each.id()).map(Conditions::of)));
    }

    private static ActionStep line(Entry.Concerned each) {
        return new ActionStep(each.what(), each.id(), each.name(), "", OptionalLong.empty(), StepOutcome.UNKNOWN, "");
    }

    private static boolean isThere(Entry.Concerned each, HostUsage usage) {
        return switch (PruneKind.named(each.what()).orElseThrow()) {
            case CONTAINERS ->
                usage.containers().stream().anyMatch(known -> known.id().equals(each.id()));
            case DANGLING_IMAGES, IMAGES ->
                usage.images().stream().anyMatch(known -> known.id().equals(each.id()));
            case NETWORKS ->
                usage.networks().stream().anyMatch(known -> known.id().equals(each.id()));
            case VOLUMES ->
                usage.volumes().stream().anyMatch(known -> known.name().equals(each.id()));
            case BUILD_CACHE ->
                usage.caches().stream().anyMatch(known -> known.id().equals(each.id()));
        };
    }

    /** What the engine was at when the process ended may take this long, and no other step was begun. */
    private boolean isOver() {
        Duration window = begun.grace().orElse(Duration.ZERO).plus(SLACK);
        Instant by = begun.at().plus(window);
        // The clock may have been set back since.
        boolean waited = System.nanoTime() - createdNanos >= window.toNanos();
        return waited || !clock.instant().isBefore(by);
    }
}
