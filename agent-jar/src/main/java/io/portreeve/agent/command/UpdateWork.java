package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Replaces the agent itself. All goes well if it does not end in this process, but is settled by the next. */
final class UpdateWork implements HostWork {
    private static final Duration UNTIL_STOPPED = Duration.ofMinutes(1);

    private final UUID id;
    private final HostAction.UpdateAgent update;
    private final SelfUpdate self;
    private boolean staged;
    private Verdict verdict = new Verdict(Outcome.FAILED, "nothing was done");

    UpdateWork(UUID id, HostAction.UpdateAgent update, SelfUpdate self) {
        this.id = id;
        this.update = update;
        this.self = self;
    }

    @Override
    public Optional<Obstacle> prepare() {
        return self.refusal().map(rule -> Obstacle.rule(rule, "of the owner of this host"));
    }

    @Override
    public List<Entry.Concerned> concerned() {
        return List.of();
    }

    @Override
    public Optional<Duration> step() {
        if (staged) {
            giveUp("this process was not stopped; nothing was changed");
            return Optional.empty();
        }
        Optional<String> problem = self.stage(id, update.release());
        if (problem.isPresent()) {
            verdict = new Verdict(Outcome.FAILED, problem.get() + "; nothing was changed");
            return Optional.empty();
        }
        staged = true;
        self.hasten();
        return Optional.of(UNTIL_STOPPED);
    }

    @Override
    public List<ActionStep> steps() {
        return List.of();
    }

    @Override
    public void giveUp(String why) {
        self.giveUp(id, why);
        verdict = new Verdict(Outcome.FAILED, why);
    }

    @Override
    public Verdict verdict() {
        return verdict;
    }
}
