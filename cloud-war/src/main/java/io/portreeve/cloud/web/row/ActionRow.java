package io.portreeve.cloud.web.row;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionState;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.web.format.Badge;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Moment;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * An action as a line of a list.
 *
 * @param requested when it was asked for
 * @param open whether whoever looks may see what was asked in detail, and what came of it
 */
public record ActionRow(Action action, Badge state, Moment requested, boolean open) {
    private static final int LONGEST_DETAIL = 60;
    private static final String DONE = "204";
    private static final String ALREADY = "304";

    /** As somebody of this role may see it. */
    public static ActionRow of(Action action, Role role, Instant now, ZoneId zone) {
        return new ActionRow(
                action,
                Badge.of(action.state()),
                Moment.of(action.requestedAt(), now, zone),
                role.atLeast(Role.ADMIN) || !action.isForAdministrators());
    }

    public String kindKey() {
        return "action.kind." + action.action().wireName();
    }

    /** What belongs to the kind: a signal, an image, a command, a version; else empty. */
    public String detail() {
        Operation asked = action.action();
        if (asked instanceof ContainerAction.Kill kill) {
            return kill.signal();
        }
        if (asked instanceof ContainerAction.Update update) {
            return update.image();
        }
        if (asked instanceof HostAction.UpdateAgent update) {
            return OfferedVersion.of(update);
        }
        return open && asked instanceof ContainerAction.Exec exec ? cut(String.join(" ", exec.command())) : "";
    }

    /** Where all of it is shown. */
    public String path() {
        return "/actions/result?id=" + action.id();
    }

    /** Where what it is asked of is shown. */
    public String subjectPath() {
        return action.containerId().map(id -> "/containers/" + id).orElseGet(this::hostPath);
    }

    public String hostPath() {
        return "/hosts/" + action.hostId();
    }

    public boolean refused() {
        return action.state() == ActionState.REFUSED;
    }

    /** What the engine said, or why it was not asked; empty where that is not to be seen. */
    public String answer() {
        return open ? action.answer() : "";
    }

    /** What was said by what was done; empty if nothing says anything, or where that is not to be seen. */
    public Optional<ActionOutput> output() {
        return action.output().filter(said -> open);
    }

    /** The text for an answer that is a mere number; empty if the answer speaks for itself. */
    public String answerKey() {
        return switch (answer()) {
            case DONE -> "action.answer.done";
            case ALREADY -> "action.answer.already";
            default -> "";
        };
    }

    /** How it was before and is after, as far as anybody looked; else empty. */
    public String change() {
        if (action.before().isEmpty() || action.after().isEmpty() || refused()) {
            return "";
        }
        return word(action.before().get()) + " \u2192 " + word(action.after().get());
    }

    /** From when it was asked for until it ended; empty before. */
    public String took() {
        return action.endedAt()
                .map(end -> Duration.between(action.requestedAt(), end))
                .map(time -> time.toSeconds() < 1 ? "< 1 s" : Formats.duration(time))
                .orElse("");
    }

    private static String cut(String text) {
        return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) + "\u2026" : text;
    }

    private static String word(ContainerCondition condition) {
        return condition.state()
                + condition.exitCode().map(code -> " (" + code + ")").orElse("");
    }
}
