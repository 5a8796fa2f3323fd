package io.portreeve.agent.command;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.EngineContainer;
import io.portreeve.agent.docker.EngineUpdates;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Duration;
import java.util.Optional;

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

    WayBack(Entry.Begun begun, Engine engine, Endings endings) {
        this.begun = begun;
        this.engine = engine;
        this.endings = endings;
        updates = engine.updates();
    }

    void because(String reason) {
        why = reason;
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
        Optional<String> problem = fresh.flatMap(this::remove)
                .or(() -> replaced.flatMap(entry -> giveName(old.get(), entry.name())))
                .or(() -> replaced.flatMap(entry -> restart(old.get())));
        if (problem.isEmpty()) {
            String now = ran(begun) ? "the old one runs" : "the old one is as it was";
            return ended(Outcome.FAILED, now, Optional.of(begun.dockerId()));
        }
        tries++;
        return tries < TRIES
                ? Optional.of(TRY_AGAIN)
                : ended(Outcome.FAILED, "and the way back failed: " + problem.get(), Optional.of(begun.dockerId()));
    }

    /** Whether the old one had processes. */
    static boolean ran(Entry.Begun begun) {
        return begun.before().state().equals("running")
                || begun.before().state().equals("restarting");
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

    private Optional<String> restart(EngineContainer old) {
        if (!ran(begun) || old.hasProcesses()) {
            return Optional.empty();
        }
        return problem("start the old one", engine.act(old.id(), new ContainerAction.Start()), false);
    }

    private static Optional<String> problem(String what, EngineAnswer answer, boolean isNone) {
        return answer.isDone() || isNone ? Optional.empty() : Optional.of("cannot " + what + ": " + answer);
    }

    private Optional<Duration> ended(Outcome outcome, String now, Optional<String> container) {
        Optional<ContainerCondition> after = container.flatMap(engine::inspect).map(Conditions::of);
        return endings.ended(begun, new Verdict(outcome, why + "; " + now), after);
    }
}
