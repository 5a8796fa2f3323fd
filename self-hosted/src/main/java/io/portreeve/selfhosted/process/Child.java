package io.portreeve.selfhosted.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A process that this launcher started. */
public final class Child {
    private static final Duration NOTICED = Duration.ofSeconds(5);

    private final Command command;
    private final Process process;
    private final Optional<ProcessMark> mark;

    Child(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.mark = ProcessMark.of(process.pid());
    }

    public Command command() {
        return command;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitStatus() {
        return process.exitValue();
    }

    /** Runs the action when the process has ended, on some thread. */
    public void whenEnded(Runnable action) {
        CompletableFuture<Void> unused = process.onExit().thenRun(action);
    }

    void awaitEnd() {
        process.onExit().join();
    }

    /** Empty when it ended before it could be looked at. */
    Optional<ProcessMark> mark() {
        return mark;
    }

    void end() {
        mark.ifPresent(running -> {
            Signals.end(running, command.stopSignal(), command.stopPatience());
            // The system knows of the end a moment before Java does.
            Signals.await(() -> !process.isAlive(), NOTICED);
        });
    }
}
