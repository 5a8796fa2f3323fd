package io.portreeve.cloud.web.row;

import io.portreeve.cloud.web.format.Badge;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.StepOutcome;
import java.util.List;

/**
 * A step of an action as a line of a list.
 *
 * @param size empty where it is not known
 */
public record StepRow(ActionStep step, Badge outcome, String size) {
    public static StepRow of(ActionStep step) {
        return new StepRow(
                step,
                Badge.of(step.outcome()),
                step.bytes().isPresent() ? Formats.bytes((double) step.bytes().getAsLong()) : "");
    }

    public String whatKey() {
        return "action.thing." + step.what();
    }

    /** What the engine said, unless it is a mere number. */
    public String answer() {
        return step.answer().matches("[0-9]{3}") ? "" : step.answer();
    }

    /** What these take up together. */
    public static String size(List<ActionStep> steps, StepOutcome outcome) {
        return Formats.bytes((double) steps.stream()
                .filter(step -> step.outcome() == outcome)
                .mapToLong(step -> step.bytes().orElse(0))
                .sum());
    }
}
