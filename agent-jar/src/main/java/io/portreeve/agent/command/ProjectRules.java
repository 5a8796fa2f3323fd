package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.ActionTarget;
import io.portreeve.agent.docker.Engine;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ProjectVerb;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the host's owner allows something to be done to a project: to each container that it would be done to. */
record ProjectRules(ActionPolicy policy, Engine engine, Set<String> own) {
    private static final Set<ProjectVerb> FATAL_TO_ITSELF =
            Set.of(ProjectVerb.STOP, ProjectVerb.DOWN, ProjectVerb.RESTART);

    /** As policies call it. */
    static List<ActionKind> kinds(ProjectVerb verb) {
        return switch (verb) {
            case UP -> List.of(ActionKind.START);
            case STOP -> List.of(ActionKind.STOP);
            case DOWN -> List.of(ActionKind.STOP, ActionKind.REMOVE);
            case RESTART -> List.of(ActionKind.RESTART);
            case PULL -> List.of(ActionKind.PULL);
        };
    }

    /** Half a project is worse than none: what forbids it of one forbids it of all. */
    Optional<Obstacle> obstacle(ProjectVerb verb, List<ProjectMember> concerned) {
        for (ActionKind kind : kinds(verb)) {
            Optional<String> rule = policy.refusalOfAny(kind);
            if (rule.isPresent()) {
                return Optional.of(Obstacle.rule(rule.get(), ""));
            }
        }
        for (ProjectMember member : concerned) {
            if (FATAL_TO_ITSELF.contains(verb) && own.contains(member.id())) {
                return Optional.of(Obstacle.failure(
                        "the agent itself runs in " + member.container().name() + " and would end half way"));
            }
            Optional<ActionTarget> target = engine.target(member.id());
            for (ActionKind kind : kinds(verb)) {
                Optional<String> rule = target.flatMap(known ->
                        policy.refusal(kind, known.images(), known.container().labels()));
                if (rule.isPresent()) {
                    return Optional.of(Obstacle.rule(rule.get(), "of " + member.title() + "; nothing was done"));
                }
            }
        }
        return Optional.empty();
    }
}
