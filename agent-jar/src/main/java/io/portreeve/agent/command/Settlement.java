package io.portreeve.agent.command;

import io.portreeve.agent.docker.Engine;
import io.portreeve.agent.docker.EngineException;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out what became of an action that was begun and whose answer nobody heard. The engine may still be at it, so
 * that only success is believed at once; the rest when its time is over.
 */
final class Settlement implements Lanes.Task {
    private static final Duration ENGINE_SILENT = Duration.ofSeconds(5);
    private static final Duration NOT_YET = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(15);

    private final Entry.Begun begun;
    private final String why;
    private final Engine engine;
    private final Clock clock;
    private final Endings endings;
    private final long createdNanos = System.nanoTime();

    Settlement(Entry.Begun begun, String why, Engine engine, Clock clock, Endings endings) {
        this.begun = begun;
        this.why = why;
        this.engine = engine;
        this.clock = clock;
        this.endings = endings;
    }

    @Override
    public Optional<Duration> run() {
        try {
            Optional<ContainerCondition> now = engine.inspect(begun.dockerId()).map(Conditions::of);
            Verdict seen = Verdict.seen(begun, now);
            if (seen.outcome() != Outcome.SUCCEEDED && !isOver()) {
                return Optional.of(NOT_YET);
            }
            return endings.ended(begun, new Verdict(seen.outcome(), why + "; " + seen.answer()), now);
        } catch (EngineException e) {
            return Optional.of(ENGINE_SILENT);
        }
    }

    @Override
    public Optional<Duration> threw(RuntimeException failure) {
        return endings.ended(
                begun, new Verdict(Outcome.UNKNOWN, why + "; the agent failed: " + failure), Optional.empty());
    }

    private boolean isOver() {
        Duration window = begun.patience().plus(SLACK);
        Instant by = begun.at().plus(window);
        // The clock may have been set back since.
        boolean waited = System.nanoTime() - createdNanos >= window.toNanos();
        return waited || !clock.instant().isBefore(by);
    }
}
