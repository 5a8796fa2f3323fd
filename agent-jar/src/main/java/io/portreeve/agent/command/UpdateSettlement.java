package io.portreeve.agent.command;

import io.portreeve.contract.action.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells what came of an update that an earlier process began. */
final class UpdateSettlement implements Lanes.Task {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Entry.HostBegun begun;
    private final SelfUpdate self;
    private final Endings endings;

    UpdateSettlement(Entry.HostBegun begun, SelfUpdate self, Endings endings) {
        this.begun = begun;
        this.self = self;
        this.endings = endings;
    }

    @Override
    public Optional<Duration> run() {
        Optional<SelfUpdate.Came> came = self.came(begun.id());
        if (came.isEmpty()) {
            return Optional.of(AGAIN);
        }
        Outcome outcome = came.get().confirmed() ? Outcome.SUCCEEDED : Outcome.FAILED;
        return endings.ended(begun, new Verdict(outcome, came.get().answer()), List.of());
    }

    @Override
    public Optional<Duration> threw(RuntimeException failure) {
        return endings.ended(begun, new Verdict(Outcome.UNKNOWN, "the agent failed: " + failure), List.of());
    }
}
