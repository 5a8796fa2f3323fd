package io.portreeve.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        // what, deadly, before, after, another run, exit code, what nobody heard came to
        "START, false, exited, running, true, 0, SUCCEEDED",
        "START, false, exited, exited, false, 0, FAILED",
        "START, false, exited, exited, true, 0, SUCCEEDED",
        "START, false, exited, exited, true, 1, FAILED",
        "START, false, running, running, false, 0, SUCCEEDED",
        "START, false, created, created, false, 0, FAILED",
        "STOP, false, running, exited, false, 137, SUCCEEDED",
        "STOP, false, running, running, false, 0, FAILED",
        "STOP, false, running, running, true, 0, UNKNOWN",
        "STOP, false, exited, exited, false, 0, SUCCEEDED",
        "RESTART, false, running, running, true, 0, SUCCEEDED",
        "RESTART, false, running, running, false, 0, FAILED",
        "RESTART, false, running, exited, false, 137, FAILED",
        "RESTART, false, exited, exited, true, 3, FAILED",
        "KILL, true, running, exited, false, 137, SUCCEEDED",
        "KILL, true, running, running, true, 0, SUCCEEDED",
        "KILL, true, running, running, false, 0, FAILED",
        "KILL, false, running, running, false, 0, UNKNOWN",
        "KILL, false, running, exited, false, 143, UNKNOWN",
        "KILL, true, running, restarting, false, 137, SUCCEEDED",
        "STOP, false, restarting, restarting, false, 1, FAILED",
        "STOP, false, restarting, restarting, true, 1, UNKNOWN",
        "STOP, false, restarting, exited, false, 1, SUCCEEDED",
        "START, false, exited, restarting, true, 1, FAILED",
        "START, false, restarting, running, true, 0, SUCCEEDED",
        "PAUSE, false, running, paused, false, 0, SUCCEEDED",
        "PAUSE, false, running, running, false, 0, FAILED",
        "PAUSE, false, running, exited, false, 0, FAILED",
        "UNPAUSE, false, paused, running, false, 0, SUCCEEDED",
        "UNPAUSE, false, paused, paused, false, 0, FAILED"
    })
    void whatCanBeSeenTells(
            ActionKind kind, boolean deadly, String before, String after, boolean anew, int code, Outcome outcome) {
        Entry.Begun begun = begun(kind, deadly, before);
        Optional<ContainerCondition> now = Optional.of(condition(after, anew ? 60 : 0, code));
        assertThat(Verdict.seen(begun, now).outcome()).isEqualTo(outcome);
    }

    @Test
    void containerThatIsGoneTellsNothing() {
        assertThat(Verdict.seen(begun(ActionKind.STOP, false, "running"), Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void engineIsBelievedWhereNothingCanBeSeen() {
        assertThat(Verdict.answered(
                                begun(ActionKind.STOP, false, "running"), new EngineAnswer(204, ""), Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.SUCCEEDED);
        assertThat(Verdict.answered(
                                begun(ActionKind.KILL, false, "running"),
                                new EngineAnswer(204, ""),
                                Optional.of(condition("running", 0, 0)))
                        .outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    private static Entry.Begun begun(ActionKind kind, boolean deadly, String before) {
        return new Entry.Begun(
                UUID.randomUUID(), "1".repeat(64), kind, deadly, Duration.ZERO, Instant.EPOCH, condition(before, 0, 0));
    }

    private static ContainerCondition condition(String state, long startedAfter, int exitCode) {
        boolean ended = state.equals("exited") || state.equals("restarting");
        boolean started = !state.equals("created");
        return new ContainerCondition(
                state,
                "sha256:1",
                started ? Optional.of(Instant.ofEpochSecond(1000 + startedAfter)) : Optional.empty(),
                ended ? Optional.of(exitCode) : Optional.empty());
    }
}
