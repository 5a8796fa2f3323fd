package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A step of an action on a host.
 *
 * @param what it is done to: a name of {@link PruneKind}, or {@code container}, {@code network} or {@code image}
 * @param id by which the engine knows that
 * @param name for people
 * @param mark tells whether it is still as it was seen: the start of a container's last run, a volume's making; may be empty
 * @param bytes that it takes up on disk and nothing else does; absent if not known
 * @param answer what the engine said, or why it was not asked, in one line; may be empty
 */
public record ActionStep(
        String what, String id, String name, String mark, OptionalLong bytes, StepOutcome outcome, String answer) {
    public ActionStep {
        if (Stream.of(what, id, name, mark, answer).anyMatch(text -> text.length() > Limits.STEP_TEXT_LENGTH)) {
            throw new IllegalArgumentException("a text is longer than " + Limits.STEP_TEXT_LENGTH + " characters");
        }
    }

    /** The same, with what came of it. */
    public ActionStep came(StepOutcome how, String said) {
        String cut = said.length() > Limits.STEP_TEXT_LENGTH ? said.substring(0, Limits.STEP_TEXT_LENGTH) : said;
        return new ActionStep(what, id, name, mark, bytes, how, cut);
    }
}
