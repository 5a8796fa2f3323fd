package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.HostUsage;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.StepOutcome;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** The single steps of what is done to a compose project; each says for itself what came of it. */
final class ProjectSteps {
    static final String CONTAINER = "container";
    static final String NETWORK = "network";

    private final HostAction.Project project;
    private final Engine engine;
    private final Map<String, EngineAnswer> pulled = new HashMap<>();

    ProjectSteps(HostAction.Project project, Engine engine) {
        this.project = project;
        this.engine = engine;
    }

    ActionStep container(ProjectMember member) {
        ActionStep step = line(CONTAINER, member.id(), member.title());
        return switch (project.verb()) {
            case UP -> act(step, new ContainerAction.Start());
            case STOP -> act(step, new ContainerAction.Stop(project.grace()));
            case RESTART -> act(step, new ContainerAction.Restart(project.grace()));
            case DOWN -> down(step, member);
            case PULL -> pull(step, member);
        };
    }

    /** Only when nothing of the project is left in it; others may be, which the engine knows. */
    ActionStep network(HostUsage.Network network, ActionPolicy policy, boolean free) {
        ActionStep step = line(NETWORK, network.id(), network.name());
        Optional<String> rule = policy.refusal(ActionKind.REMOVE, Set.of(), network.labels());
        if (rule.isPresent()) {
            return step.came(StepOutcome.REFUSED, rule.get());
        }
        if (!free) {
            return step.came(StepOutcome.SKIPPED, "containers of the project are left");
        }
        try {
            EngineAnswer answer = engine.stock().removeNetwork(network.id());
            boolean inUse = answer.status() == 403 || answer.status() == 409;
            boolean gone = answer.isDone() || answer.status() == 404;
            return step.came(
                    gone ? StepOutcome.DONE : inUse ? StepOutcome.SKIPPED : StepOutcome.FAILED, answer.toString());
        } catch (EngineException e) {
            return step.came(StepOutcome.UNKNOWN, e.getMessage());
        }
    }

    private ActionStep down(ActionStep step, ProjectMember member) {
        if (member.runs()) {
            ActionStep stopped = act(step, new ContainerAction.Stop(project.grace()));
            if (stopped.outcome() != StepOutcome.DONE) {
                return stopped;
            }
        }
        return act(step, new ContainerAction.Remove(false, false));
    }

    private ActionStep act(ActionStep step, ContainerAction action) {
        Entry.Begun like = null;
        try {
            Optional<ContainerCondition> before = look(step.id());
            if (before.isEmpty()) {
                boolean gone = action.kind() == ActionKind.REMOVE;
                return step.came(gone ? StepOutcome.DONE : StepOutcome.FAILED, "404: there is no such container");
            }
            like = like(step, action, before.get());
            EngineAnswer answer = engine.act(step.id(), action);
            return came(step, Verdict.answered(like, answer, look(step.id())));
        } catch (EngineException e) {
            return like == null ? step.came(StepOutcome.FAILED, e.getMessage()) : silent(step, like, e);
        }
    }

    private ActionStep silent(ActionStep step, Entry.Begun like, EngineException silence) {
        try {
            Verdict seen = Verdict.seen(like, look(step.id()));
            return seen.outcome() == Outcome.SUCCEEDED
                    ? came(step, seen)
                    : step.came(StepOutcome.UNKNOWN, silence.getMessage() + "; " + seen.answer());
        } catch (EngineException e) {
            return step.came(StepOutcome.UNKNOWN, silence.getMessage());
        }
    }

    private ActionStep pull(ActionStep step, ProjectMember member) {
        try {
            // Lists tell what an image is called by now; the container knows what it was made from.
            String image =
                    engine.inspect(member.id()).map(EngineContainer::image).orElse("");
            if (image.isEmpty() || image.startsWith("sha256:")) {
                return step.came(StepOutcome.SKIPPED, "it was made from an image without a name");
            }
            EngineAnswer answer = pulled.get(image);
            if (answer == null) {
                answer = engine.updates().pull(image);
                pulled.put(image, answer);
            }
            if (!answer.isDone()) {
                return step.came(StepOutcome.FAILED, image + ": " + answer);
            }
            boolean newest = engine.updates()
                    .image(image)
                    .filter(member.container().imageId()::equals)
                    .isPresent();
            return step.came(
                    StepOutcome.DONE,
                    image + (newest ? ": it is of the newest already" : ": a newer one is here, for an update"));
        } catch (EngineException e) {
            return step.came(StepOutcome.UNKNOWN, e.getMessage());
        }
    }

    private Optional<ContainerCondition> look(String id) {
        return engine.inspect(id).map(Conditions::of);
    }

    static ActionStep came(ActionStep step, Verdict verdict) {
        return step.came(
                switch (verdict.outcome()) {
                    case SUCCEEDED -> StepOutcome.DONE;
                    case UNKNOWN -> StepOutcome.UNKNOWN;
                    case FAILED, REFUSED, EXPIRED -> StepOutcome.FAILED;
                },
                verdict.answer());
    }

    private static Entry.Begun like(ActionStep step, ContainerAction action, ContainerCondition before) {
        return like(step.id(), action.kind(), action.patience(), before);
    }

    /** What is said of an action on that container alone holds for the step. */
    static Entry.Begun like(String id, ActionKind kind, Duration patience, ContainerCondition before) {
        return new Entry.Begun(new UUID(0, 0), id, kind, false, patience, Instant.EPOCH, before);
    }

    private static ActionStep line(String what, String id, String name) {
        return new ActionStep(
                what,
                id,
                Conditions.cut(name, Limits.STEP_TEXT_LENGTH),
                "",
                OptionalLong.empty(),
                StepOutcome.UNKNOWN,
                "");
    }
}
