package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.ActionTarget;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The one attempt at an action: looks, checks, writes down, acts, looks again. */
final class Attempt implements Lanes.Task {
    private final ActionRequest request;
    private final long deadlineNanos;
    private final Supplier<ActionPolicy> policy;
    private final Engine engine;
    private final Ledger ledger;
    private final Clock clock;
    private final Endings endings;
    private Optional<Entry.Begun> begun = Optional.empty();
    private Optional<Settlement> settlement = Optional.empty();

    Attempt(
            ActionRequest request,
            long deadlineNanos,
            Supplier<ActionPolicy> policy,
            Engine engine,
            Ledger ledger,
            Clock clock,
            Endings endings) {
        this.request = request;
        this.deadlineNanos = deadlineNanos;
        this.policy = policy;
        this.engine = engine;
        this.ledger = ledger;
        this.clock = clock;
        this.endings = endings;
    }

    @Override
    public Optional<Duration> run() {
        return settlement.isPresent() ? settlement.get().run() : begin();
    }

    @Override
    public Optional<Duration> threw(RuntimeException failure) {
        String answer = "the agent failed: " + failure;
        if (settlement.isPresent()) {
            return settlement.get().threw(failure);
        }
        if (begun.isEmpty()) {
            return failed(answer + "; nothing was done", Optional.empty());
        }
        settlement = Optional.of(new Settlement(begun.get(), answer, engine, clock, endings));
        return Optional.of(Duration.ZERO);
    }

    private Optional<Duration> begin() {
        if (isLate()) {
            return expired(Optional.empty());
        }
        try {
            Optional<ActionTarget> target = engine.target(request.dockerId());
            return target.isPresent()
                    ? check(target.get())
                    : failed("404: there is no such container", Optional.empty());
        } catch (EngineException e) {
            return failed(e.getMessage() + "; nothing was done", Optional.empty());
        }
    }

    private Optional<Duration> check(ActionTarget target) {
        if (!target.container().id().equals(request.dockerId())) {
            // The engine takes names for ids, and a name may look like one.
            return failed("404: there is no such container", Optional.empty());
        }
        ContainerCondition before = Conditions.of(target.container());
        Optional<String> rule = policy.get().refusal(request.action().kind(), target.images(), target.labels());
        if (rule.isPresent()) {
            return endings.refused(request.id(), rule.get(), "", before);
        }
        Optional<String> mismatch = Conditions.mismatch(request.precondition(), before);
        if (mismatch.isPresent()) {
            return endings.refused(request.id(), "precondition", mismatch.get(), before);
        }
        return isLate() ? expired(Optional.of(before)) : act(before);
    }

    private Optional<Duration> act(ContainerCondition before) {
        Entry.Begun entry = entry(before);
        try {
            ledger.begin(entry);
        } catch (JournalException e) {
            return failed(e.getMessage() + "; nothing was done", Optional.of(before));
        }
        begun = Optional.of(entry);
        endings.begun(entry);
        try {
            EngineAnswer answer = engine.act(request.dockerId(), request.action());
            Optional<ContainerCondition> after = look();
            return endings.ended(entry, Verdict.answered(entry, answer, after), after);
        } catch (EngineException e) {
            settlement = Optional.of(new Settlement(entry, e.getMessage(), engine, clock, endings));
            return Optional.of(Duration.ZERO);
        }
    }

    private Optional<ContainerCondition> look() {
        try {
            return engine.inspect(request.dockerId()).map(Conditions::of);
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    private Entry.Begun entry(ContainerCondition before) {
        ContainerAction action = request.action();
        Duration patience = Duration.ZERO;
        if (action instanceof ContainerAction.Stop stop) {
            patience = stop.patience();
        } else if (action instanceof ContainerAction.Restart restart) {
            patience = restart.patience();
        }
        boolean deadly =
                action instanceof ContainerAction.Kill kill && kill.signal().equals("SIGKILL");
        return new Entry.Begun(
                request.id(), request.dockerId(), action.kind(), deadly, patience, clock.instant(), before);
    }

    private boolean isLate() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    private Optional<Duration> expired(Optional<ContainerCondition> before) {
        return endings.untouched(request.id(), Outcome.EXPIRED, "its time was over; nothing was done", before);
    }

    private Optional<Duration> failed(String answer, Optional<ContainerCondition> before) {
        return endings.untouched(request.id(), Outcome.FAILED, answer, before);
    }
}
