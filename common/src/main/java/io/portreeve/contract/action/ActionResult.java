package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What came of an action.
 *
 * @param id of the action
 * @param rule that refused it, by its own words; empty unless refused
 * @param answer what the engine said, or why it was not asked, in one line for people; may be empty
 * @param before absent if there was no such container, or nobody looked
 * @param after absent likewise
 * @param finishedAt by the agent's clock
 * @param output of what was run; absent where nothing says anything
 * @param steps of an action on a host, each with what came of it; none otherwise
 */
public record ActionResult(
        UUID id,
        Outcome outcome,
        String rule,
        String answer,
        Optional<ContainerCondition> before,
        Optional<ContainerCondition> after,
        Instant finishedAt,
        Optional<ActionOutput> output,
        List<ActionStep> steps) {
    public ActionResult {
        steps = List.copyOf(steps);
        if (steps.size() > Limits.ACTION_STEPS) {
            throw new IllegalArgumentException("there are more than " + Limits.ACTION_STEPS + " steps");
        }
        if (Math.max(rule.length(), answer.length()) > Limits.TEXT_LENGTH) {
            throw new IllegalArgumentException("a text is longer than " + Limits.TEXT_LENGTH + " characters");
        }
        if (rule.isEmpty() == (outcome == Outcome.REFUSED)) {
            throw new IllegalArgumentException("a rule is named if, and only if, the action was refused");
        }
    }

    /** Of something that is done to one container. */
    public ActionResult(
            UUID id,
            Outcome outcome,
            String rule,
            String answer,
            Optional<ContainerCondition> before,
            Optional<ContainerCondition> after,
            Instant finishedAt,
            Optional<ActionOutput> output) {
        this(id, outcome, rule, answer, before, after, finishedAt, output, List.of());
    }

    /** Of something that says nothing. */
    public ActionResult(
            UUID id,
            Outcome outcome,
            String rule,
            String answer,
            Optional<ContainerCondition> before,
            Optional<ContainerCondition> after,
            Instant finishedAt) {
        this(id, outcome, rule, answer, before, after, finishedAt, Optional.empty());
    }
}
