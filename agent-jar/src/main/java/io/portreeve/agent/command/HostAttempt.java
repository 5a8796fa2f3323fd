package io.portreeve.agent.command;

import io.portreeve.agent.docker.EngineException;
import io.portreeve.contract.action.HostActionRequest;
import io.portreeve.contract.action.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The one attempt at an action on a host: looks, checks, writes down, and takes its steps. */
final class HostAttempt implements Lanes.Task {
    private final HostActionRequest request;
    private final long deadlineNanos;
    private final HostWork work;
    private final Ledger ledger;
    private final Clock clock;
    private final Endings endings;
    private Optional<Entry.HostBegun> begun = Optional.empty();
    private long begunNanos;

    HostAttempt(
            HostActionRequest request, long deadlineNanos, HostWork work, Ledger ledger, Clock clock, Endings endings) {
        this.request = request;
        this.deadlineNanos = deadlineNanos;
        this.work = work;
        this.ledger = ledger;
        this.clock = clock;
        this.endings = endings;
    }

    @Override
    public Optional<Duration> run() {
        if (begun.isEmpty()) {
            return begin();
        }
        if (System.nanoTime() - begunNanos >= request.action().patience().toNanos()) {
            work.giveUp("its time was over; nothing was done");
        }
        Optional<Duration> again = work.step();
        return again.isPresent() ? again : endings.ended(begun.get(), work.verdict(), work.steps());
    }

    @Override
    public Optional<Duration> threw(RuntimeException failure) {
        String answer = "the agent failed: " + failure;
        return begun.isEmpty()
                ? endings.prevented(request.id(), Obstacle.failure(answer))
                : endings.ended(begun.get(), new Verdict(Outcome.UNKNOWN, answer), work.steps());
    }

    private Optional<Duration> begin() {
        if (isLate()) {
            return expired();
        }
        try {
            Optional<Obstacle> obstacle = work.prepare();
            if (obstacle.isPresent()) {
                return endings.prevented(request.id(), obstacle.get());
            }
        } catch (EngineException e) {
            return endings.prevented(request.id(), Obstacle.failure(e.getMessage()));
        }
        return isLate() ? expired() : writeDown();
    }

    private Optional<Duration> writeDown() {
        Entry.HostBegun entry = new Entry.HostBegun(
                request.id(),
                request.action().wireName(),
                request.action().patience(),
                Optional.of(request.action().grace()),
                clock.instant(),
                work.concerned());
        try {
            ledger.begin(entry);
        } catch (JournalException e) {
            return endings.prevented(request.id(), Obstacle.failure(e.getMessage()));
        }
        begun = Optional.of(entry);
        begunNanos = System.nanoTime();
        endings.begun(entry);
        return Optional.of(Duration.ZERO);
    }

    private boolean isLate() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    private Optional<Duration> expired() {
        return endings.prevented(
                request.id(), new Obstacle(Outcome.EXPIRED, "", "its time was over; nothing was done"));
    }
}
