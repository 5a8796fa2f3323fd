package io.portreeve.agent.command;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.agent.docker.EngineUpdates;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the old container back in its place, however far its replacement came; may be tried again as a whole. */
final class WayBack {
    static final int NOT_FOUND = 404;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final int TRIES = 12;

    private final Entry.Begun begun;
    private final Engine engine;
    private final EngineUpdates updates;
    private final Endings endings;
    private String why = "";
    private int tries;
    private boolean restarted;
    private boolean untouched;

    WayBack(Entry.Begun begun, Engine engine, Endings endings) {
        this.begun = begun;
        this.engine = engine;
        this.endings = endings;
        updates = engine.updates();
    }

    void because(String reason) {
        why = reason;
    }

    /** Nothing was done to the old one yet, and it is no longer as it was: only the new one goes. */
    void leaveTheOldOne() {
        untouched = true;
    }

    /** The engine did not answer; it has to, sooner or later. */
    Optional<Duration> silent() {
        return Optional.of(TRY_AGAIN);
    }

    Optional<Duration> step(Optional<Entry.Replaced> replaced) {
        Optional<EngineContainer> old = engine.inspect(begun.dockerId());
        Optional<String> fresh =
                replaced.map(Entry.Replaced::newId).or(() -> updates.named(Replacement.newName(begun)));
        if (old.isEmpty()) {
            return ended(
                    Outcome.UNKNOWN,
                    "the old one is gone"
                            + fresh.map(id -> ", and the new one, " + id.substring(0, 12) + ", stays")
                                    .orElse(""),
                    fresh);
        }
        List<String> problems = problems(old.get(), fresh, untouched ? Optional.empty() : replaced);
        if (problems.isEmpty()) {
            return ended(Outcome.FAILED, now(), Optional.of(begun.dockerId()));
        }
        tries++;
        return tries < TRIES
                ? Optional.of(TRY_AGAIN)
                : ended(
                        Outcome.FAILED,
                        "and the way back failed: " + String.join("; ", problems),
                        Optional.of(begun.dockerId()));
    }

    /** A step that fails keeps none of the others from being tried: above all, the old one has to run. */
    private List<String> problems(EngineContainer old, Optional<String> fresh, Optional<Entry.Replaced> replaced) {
        List<Supplier<Optional<String>>> steps = List.of(
                () -> fresh.flatMap(this::remove),
                () -> replaced.flatMap(entry -> giveName(old, entry.name())),
                () -> replaced.flatMap(entry -> restart(old)));
        List<String> problems = new ArrayList<>();
        Optional<EngineException> silence = Optional.empty();
        for (Supplier<Optional<String>> step : steps) {
            try {
                step.get().ifPresent(problems::add);
            } catch (EngineException e) {
                silence = Optional.of(e);
            }
        }
        if (silence.isPresent()) {
            throw silence.get();
        }
        return problems;
    }

    private String now() {
        if (untouched) {
            return "the old one was left alone";
        }
        return ran(begun) ? "the old one runs" : "the old one is as it was";
    }

    /** Whether the old one had processes. */
    static boolean ran(Entry.Begun begun) {
        return runs(begun.before());
    }

    static boolean runs(ContainerCondition condition) {
        return condition.state().equals("running") || condition.state().equals("restarting");
    }

    private Optional<String> remove(String fresh) {
        EngineAnswer removed = engine.act(fresh, new ContainerAction.Remove(true, true));
        return problem("remove the new one", removed, removed.status() == NOT_FOUND);
    }

    private Optional<String> giveName(EngineContainer old, String name) {
        return old.name().equals(name)
                ? Optional.empty()
                : problem("rename the old one", updates.rename(old.id(), name), false);
    }

    /**
     * The engine may still be at a stop that it was asked for, and would end what is started before that is over; when
     * it has answered another stop, if only to refuse it, it no longer is.
     */
    private Optional<String> restart(EngineContainer old) {
        if (!ran(begun) || restarted) {
            return Optional.empty();
        }
        EngineAnswer stopped = updates.stop(old.id());
        EngineAnswer started = engine.act(old.id(), new ContainerAction.Start());
        restarted = started.isDone();
        return problem("start the old one", started, false)
                .map(problem -> stopped.isDone() ? problem : problem + " (asked to stop it: " + stopped + ")");
    }

    private static Optional<String> problem(String what, EngineAnswer answer, boolean isNone) {
        return answer.isDone() || isNone ? Optional.empty() : Optional.of("cannot " + what + ": " + answer);
    }

    private Optional<Duration> ended(Outcome outcome, String now, Optional<String> container) {
        Optional<ContainerCondition> after = container.flatMap(engine::inspect).map(Conditions::of);
        return endings.ended(begun, new Verdict(outcome, why + "; " + now), after);
    }
}
