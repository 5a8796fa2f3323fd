package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.HostUsage;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.ProjectVerb;
import io.portreeve.contract.action.StepOutcome;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Does something to each container of a compose project that it makes sense for, one after the other. */
final class ProjectWork implements HostWork {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final HostAction.Project project;
    private final Set<String> held;
    private final Supplier<ActionPolicy> policy;
    private final Set<String> own;
    private final Engine engine;
    private final ProjectSteps taking;
    private final Deque<ProjectMember> ahead = new ArrayDeque<>();
    private final Deque<HostUsage.Network> networks = new ArrayDeque<>();
    private final List<ActionStep> steps = new ArrayList<>();
    private final Set<String> failed = new HashSet<>();
    private List<ProjectMember> members = List.of();
    private Optional<Long> waitingSince = Optional.empty();

    /**
     * What is to be done.
     *
     * @param held containers that nobody else acts on meanwhile; others are left alone
     * @param own containers that the agent runs in
     */
    ProjectWork(
            HostAction.Project project,
            Set<String> held,
            Supplier<ActionPolicy> policy,
            Set<String> own,
            Engine engine) {
        this.project = project;
        this.held = held;
        this.policy = policy;
        this.own = own;
        this.engine = engine;
        taking = new ProjectSteps(project, engine);
    }

    @Override
    public Optional<Obstacle> prepare() {
        HostUsage usage = engine.stock().ofProject(project.project());
        members = ProjectMember.of(usage);
        if (members.isEmpty()) {
            return Optional.of(Obstacle.failure("404: there is no container of the project " + project.project()));
        }
        if (members.size() + usage.networks().size() > Limits.ACTION_STEPS) {
            return Optional.of(Obstacle.failure("the project has too many containers"));
        }
        List<ProjectMember> ordered = new ArrayList<>(members);
        if (project.verb() == ProjectVerb.STOP || project.verb() == ProjectVerb.DOWN) {
            Collections.reverse(ordered);
        }
        ordered.forEach(this::sort);
        if (project.verb() == ProjectVerb.DOWN) {
            networks.addAll(usage.networks());
        }
        return new ProjectRules(policy.get(), engine, own).obstacle(project.verb(), List.copyOf(ahead));
    }

    @Override
    public List<Entry.Concerned> concerned() {
        List<Entry.Concerned> all = new ArrayList<>();
        for (ProjectMember member : ahead) {
            all.add(new Entry.Concerned(
                    ProjectSteps.CONTAINER,
                    member.id(),
                    member.title(),
                    engine.inspect(member.id()).map(Conditions::of)));
        }
        networks.forEach(network ->
                all.add(new Entry.Concerned(ProjectSteps.NETWORK, network.id(), network.name(), Optional.empty())));
        return all;
    }

    @Override
    public Optional<Duration> step() {
        if (!ahead.isEmpty()) {
            return Optional.of(member(ahead.element()));
        }
        if (!networks.isEmpty()) {
            steps.add(taking.network(networks.remove(), policy.get(), failed.isEmpty()));
            return Optional.of(AT_ONCE);
        }
        return Optional.empty();
    }

    @Override
    public List<ActionStep> steps() {
        return List.copyOf(steps);
    }

    @Override
    public void giveUp(String why) {
        ahead.forEach(member -> steps.add(line(member, StepOutcome.FAILED, why)));
        ahead.clear();
        networks.clear();
    }

    @Override
    public Verdict verdict() {
        Verdict all = Verdict.of(
                steps,
                switch (project.verb()) {
                    case UP -> "were started";
                    case STOP -> "were stopped";
                    case DOWN -> "are gone";
                    case RESTART -> "were started anew";
                    case PULL -> "were asked for";
                });
        return project.verb() == ProjectVerb.UP
                ? new Verdict(all.outcome(), all.answer() + "; what only the compose file knows was not made")
                : all;
    }

    private void sort(ProjectMember member) {
        Optional<String> reason = reasonToLeave(member);
        if (reason.isEmpty()) {
            ahead.add(member);
            return;
        }
        steps.add(line(member, StepOutcome.SKIPPED, reason.get()));
        if (project.verb() == ProjectVerb.DOWN) {
            // What stays needs its networks.
            failed.add(member.service());
        }
    }

    private Optional<String> reasonToLeave(ProjectMember member) {
        ProjectVerb verb = project.verb();
        if (!held.contains(member.id())) {
            return Optional.of("it came meanwhile");
        }
        if (Replacement.isItsName(member.container().name())) {
            return Optional.of("an update of another left it");
        }
        if (member.oneOff() && verb != ProjectVerb.DOWN) {
            return Optional.of("somebody ran it by hand");
        }
        if (verb == ProjectVerb.UP && member.runs()) {
            return Optional.of("it is " + member.container().state() + " already");
        }
        boolean needsToRun = verb == ProjectVerb.STOP || verb == ProjectVerb.RESTART;
        return needsToRun && !member.runs() ? Optional.of("it does not run") : Optional.empty();
    }

    private Duration member(ProjectMember member) {
        if (project.verb() == ProjectVerb.UP) {
            Optional<Map.Entry<String, ProjectStart.Readiness>> missing =
                    new ProjectStart(engine, members).missing(member, failed);
            if (missing.isPresent()) {
                return unready(member, missing.get());
            }
        }
        waitingSince = Optional.empty();
        ahead.remove();
        came(member, taking.container(member));
        return AT_ONCE;
    }

    private Duration unready(ProjectMember member, Map.Entry<String, ProjectStart.Readiness> missing) {
        long now = System.nanoTime();
        long since = waitingSince.orElse(now);
        boolean patient = now - since < LONGEST_WAIT.toNanos();
        if (missing.getValue() == ProjectStart.Readiness.WAITING && patient) {
            waitingSince = Optional.of(since);
            return LOOK_AGAIN;
        }
        waitingSince = Optional.empty();
        ahead.remove();
        came(
                member,
                line(member, StepOutcome.FAILED, "not tried: it needs " + missing.getKey() + ", which is not there"));
        return AT_ONCE;
    }

    private void came(ProjectMember member, ActionStep step) {
        steps.add(step);
        if (step.outcome() != StepOutcome.DONE && step.outcome() != StepOutcome.SKIPPED) {
            failed.add(member.service());
        }
    }

    private static ActionStep line(ProjectMember member, StepOutcome outcome, String answer) {
        return new ActionStep(
                        ProjectSteps.CONTAINER,
                        member.id(),
                        Conditions.cut(member.title(), Limits.STEP_TEXT_LENGTH),
                        "",
                        OptionalLong.empty(),
                        outcome,
                        "")
                .came(outcome, answer);
    }
}
