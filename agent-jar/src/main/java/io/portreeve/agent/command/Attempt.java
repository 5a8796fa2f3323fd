package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.ActionTarget;
import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.ExecOutcome;
import io.portreeve.contract.action.ActionRequest;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
    private Optional<Lanes.Task> rest = Optional.empty();

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
        return rest.isPresent() ? rest.get().run() : begin();
    }

    @Override
    public Optional<Duration> threw(RuntimeException failure) {
        String answer = "the agent failed: " + failure;
        if (rest.isPresent()) {
            return rest.get().threw(failure);
        }
        if (begun.isEmpty()) {
            return failed(answer + "; nothing was done", Optional.empty());
        }
        return goOn(new Settlement(begun.get(), answer, engine, clock, endings));
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
        Optional<String> rule = refusal(target, target.images());
        if (rule.isPresent()) {
            return endings.refused(request.id(), rule.get(), "", before);
        }
        Optional<String> toCome = imageToCome();
        Optional<String> ruleToCome = toCome.flatMap(image -> refusal(target, Set.of(image)));
        if (ruleToCome.isPresent()) {
            return endings.refused(request.id(), ruleToCome.get(), "of the image " + toCome.get(), before);
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
        if (request.action() instanceof ContainerAction.Update update) {
            return goOn(new Replacement(entry, update, engine, ledger, endings));
        }
        try {
            return request.action() instanceof ContainerAction.Exec exec ? execute(entry, exec) : command(entry);
        } catch (EngineException e) {
            return goOn(new Settlement(entry, e.getMessage(), engine, clock, endings));
        }
    }

    private Optional<Duration> command(Entry.Begun entry) {
        EngineAnswer answer = engine.act(request.dockerId(), request.action());
        Optional<ContainerCondition> after = look();
        return endings.ended(entry, Verdict.answered(entry, answer, after), after);
    }

    private Optional<Duration> execute(Entry.Begun entry, ContainerAction.Exec exec) {
        ExecOutcome came = engine.exec(request.dockerId(), exec);
        return endings.ended(entry, Verdict.of(came, exec.deadline()), look(), came.output());
    }

    private Optional<Duration> goOn(Lanes.Task task) {
        rest = Optional.of(task);
        return Optional.of(Duration.ZERO);
    }

    private Optional<String> refusal(ActionTarget target, Set<String> images) {
        return policy.get()
                .refusal(request.action().kind(), images, target.container().labels());
    }

    /** It has to be allowed by itself: what is allowed with the one image need not be with another. */
    private Optional<String> imageToCome() {
        return request.action() instanceof ContainerAction.Update update
                ? Optional.of(update.image()).filter(image -> !image.isEmpty())
                : Optional.empty();
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
        boolean deadly =
                action instanceof ContainerAction.Kill kill && kill.signal().equals("SIGKILL");
        return new Entry.Begun(
                request.id(), request.dockerId(), action.kind(), deadly, action.patience(), clock.instant(), before);
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
