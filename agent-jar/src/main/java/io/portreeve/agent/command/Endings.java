package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionResult;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Logger;

/** How actions end: kept first, then reported. Each method gives what a task gives when it is over. */
final class Endings {
    private static final Logger LOG = Logger.getLogger(Endings.class.getName());

    private final Ledger ledger;
    private final Reports reports;
    private final Clock clock;
    private final Consumer<UUID> over;

    /**
     * Endings.
     *
     * @param over hears of each action that ended, after it was reported
     */
    Endings(Ledger ledger, Reports reports, Clock clock, Consumer<UUID> over) {
        this.ledger = ledger;
        this.reports = reports;
        this.clock = clock;
        this.over = over;
    }

    void begun(Entry.Begun begun) {
        LOG.info(() ->
                "begins " + begun.kind().wireName() + ": action=" + begun.id() + " container=" + begun.dockerId());
        reports.begun(begun.id(), begun.at());
    }

    void begun(Entry.HostBegun begun) {
        LOG.info(() -> "begins " + begun.action() + ": action=" + begun.id() + " things="
                + begun.concerned().size());
        reports.begun(begun.id(), begun.at());
    }

    Optional<Duration> ended(Entry.HostBegun begun, Verdict verdict, List<ActionStep> steps) {
        return end(new ActionResult(
                begun.id(),
                verdict.outcome(),
                "",
                Conditions.cut(verdict.answer()),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                Optional.empty(),
                steps));
    }

    /** Nothing was done to the host. */
    Optional<Duration> prevented(UUID id, Obstacle obstacle) {
        return end(
                result(id, obstacle.outcome(), obstacle.rule(), obstacle.answer(), Optional.empty(), Optional.empty()));
    }

    Optional<Duration> ended(Entry.Begun begun, Verdict verdict, Optional<ContainerCondition> after) {
        return ended(begun, verdict, after, Optional.empty());
    }

    Optional<Duration> ended(
            Entry.Begun begun, Verdict verdict, Optional<ContainerCondition> after, Optional<ActionOutput> output) {
        return end(new ActionResult(
                begun.id(),
                verdict.outcome(),
                "",
                Conditions.cut(verdict.answer()),
                Optional.of(begun.before()),
                after,
                clock.instant(),
                output));
    }

    Optional<Duration> refused(UUID id, String rule, String answer, ContainerCondition now) {
        return end(result(id, Outcome.REFUSED, rule, answer, Optional.of(now), Optional.of(now)));
    }

    /** Nothing was done to the container. */
    Optional<Duration> untouched(UUID id, Outcome outcome, String answer, Optional<ContainerCondition> now) {
        return end(result(id, outcome, "", answer, now, now));
    }

    ActionResult result(
            UUID id,
            Outcome outcome,
            String rule,
            String answer,
            Optional<ContainerCondition> before,
            Optional<ContainerCondition> after) {
        return new ActionResult(
                id, outcome, Conditions.cut(rule), Conditions.cut(answer), before, after, clock.instant());
    }

    private Optional<Duration> end(ActionResult result) {
        try {
            ledger.end(result);
            LOG.info(() -> "ended " + result.outcome().wireName() + ": action=" + result.id() + " " + result.rule()
                    + " " + result.answer());
            reports.ended(result);
        } finally {
            over.accept(result.id());
        }
        return Optional.empty();
    }
}
