package io.portreeve.agent.command;

import io.portreeve.agent.docker.EngineAnswer;
import io.portreeve.agent.docker.ExecOutcome;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.ContainerCondition;
import io.portreeve.contract.action.Outcome;
import io.portreeve.contract.action.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of an action that was begun, told from what the engine said and what can be seen of the container. */
record Verdict(Outcome outcome, String answer) {
    private static final int NOT_FOUND = 404;

    /**
     * The engine answered. It says yes to a stop during a restart, after which the container runs: so its word is
     * compared with what can be seen.
     *
     * @param after absent if the container is gone or could not be looked at
     */
    static Verdict answered(Entry.Begun begun, EngineAnswer answer, Optional<ContainerCondition> after) {
        boolean isGone = begun.kind() == ActionKind.REMOVE && answer.status() == NOT_FOUND;
        if (!answer.isDone() && !isGone) {
            return failed(answer.toString());
        }
        if (after.isEmpty() || begun.kind() == ActionKind.KILL) {
            return new Verdict(Outcome.SUCCEEDED, answer.toString());
        }
        Verdict seen = seen(begun, after);
        return seen.outcome == Outcome.SUCCEEDED
                ? new Verdict(Outcome.SUCCEEDED, answer.toString())
                : failed(answer + "; " + seen.answer);
    }

    /**
     * Nobody heard an answer.
     *
     * @param after absent if the container is gone
     */
    static Verdict seen(Entry.Begun begun, Optional<ContainerCondition> after) {
        if (after.isEmpty()) {
            return begun.kind() == ActionKind.REMOVE
                    ? succeeded("the container is gone")
                    : unknown("the container is gone");
        }
        ContainerCondition now = after.get();
        boolean sameRun = now.startedAt().equals(begun.before().startedAt());
        return switch (begun.kind()) {
            case START, RESTART -> started(begun, now, sameRun);
            case STOP -> stopped(now, sameRun);
            case KILL -> killed(begun, now, sameRun);
            case PAUSE -> now.state().equals("paused") ? succeeded("it is paused") : failed(state(now));
            case UNPAUSE -> now.state().equals("running") ? succeeded("it is running") : failed(state(now));
            case REMOVE -> failed("it is there still: " + state(now));
            case EXEC -> unknown("whether the command ran, and how it ended, cannot be told");
            case UPDATE, PRUNE, PULL -> unknown(state(now));
        };
    }

    /** All steps of an action on a host were taken, or will not be. */
    static Verdict of(List<ActionStep> steps, String done) {
        long all = steps.size();
        Map<StepOutcome, Long> counts =
                steps.stream().collect(Collectors.groupingBy(ActionStep::outcome, Collectors.counting()));
        long failed = counts.getOrDefault(StepOutcome.FAILED, 0L) + counts.getOrDefault(StepOutcome.REFUSED, 0L);
        long unknown = counts.getOrDefault(StepOutcome.UNKNOWN, 0L);
        long skipped = counts.getOrDefault(StepOutcome.SKIPPED, 0L);
        String answer = counts.getOrDefault(StepOutcome.DONE, 0L) + " of " + all + " " + done
                + (skipped > 0 ? "; " + skipped + " skipped" : "")
                + (failed > 0 ? "; " + failed + " failed" : "")
                + (unknown > 0 ? "; of " + unknown + " it cannot be told" : "");
        if (failed > 0) {
            return failed(answer);
        }
        return unknown > 0 ? unknown(answer) : succeeded(answer);
    }

    /** A command was run, or not. */
    static Verdict of(ExecOutcome came, Duration deadline) {
        if (came.output().isEmpty()) {
            return failed(came.answer().toString());
        }
        Optional<Integer> exitCode = came.output().get().exitCode();
        if (exitCode.isEmpty()) {
            return failed("it was still running after " + deadline.toSeconds() + " s, and goes on");
        }
        String answer = "it ended with exit code " + exitCode.get();
        return exitCode.get() == 0 ? succeeded(answer) : failed(answer);
    }

    private static Verdict started(Entry.Begun begun, ContainerCondition now, boolean sameRun) {
        boolean wasAlive = begun.kind() == ActionKind.START && isAlive(begun.before());
        if (sameRun && !wasAlive) {
            return failed("it was not started: " + state(now));
        }
        if (runs(now)) {
            return succeeded(state(now));
        }
        int exitCode = now.exitCode().orElse(0);
        return exitCode == 0
                ? succeeded("it started, and ended")
                : failed("it started, and ended with exit code " + exitCode);
    }

    private static Verdict stopped(ContainerCondition now, boolean sameRun) {
        if (!isAlive(now)) {
            return succeeded(state(now));
        }
        return sameRun ? failed("it was not stopped: " + state(now)) : unknown("it runs, since it was started anew");
    }

    private static Verdict killed(Entry.Begun begun, ContainerCondition now, boolean sameRun) {
        boolean over = !sameRun || !runs(now);
        if (begun.deadly()) {
            return over ? succeeded("that run of it is over") : failed(state(now));
        }
        return unknown(state(now) + ", and whether it got the signal cannot be told");
    }

    /** Whether it has processes now. */
    private static boolean runs(ContainerCondition container) {
        return container.state().equals("running") || container.state().equals("paused");
    }

    /** Whether it has, or the engine is about to give it some. */
    private static boolean isAlive(ContainerCondition container) {
        return runs(container) || container.state().equals("restarting");
    }

    private static String state(ContainerCondition container) {
        return "it is " + container.state();
    }

    private static Verdict succeeded(String answer) {
        return new Verdict(Outcome.SUCCEEDED, answer);
    }

    private static Verdict failed(String answer) {
        return new Verdict(Outcome.FAILED, answer);
    }

    private static Verdict unknown(String answer) {
        return new Verdict(Outcome.UNKNOWN, answer);
    }
}
