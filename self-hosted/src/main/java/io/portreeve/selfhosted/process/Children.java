package io.portreeve.selfhosted.process;

import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * All processes of one data directory. After {@link #close} none can be started, so that a stop in the middle of the
 * start leaves nothing behind.
 *
 * <p>Each child runs in a session of its own: Ctrl-C in a terminal reaches the launcher alone, which ends the children
 * in the reverse order of their start.
 */
public final class Children implements AutoCloseable {
    private final RunningFile file;
    private final Consumer<String> progress;
    private final List<Child> running = new ArrayList<>();
    private volatile boolean closed;

    public Children(Path file, Consumer<String> progress) {
        this.file = new RunningFile(file);
        this.progress = progress;
    }

    /** Ends what an earlier launcher left running; the caller holds the lock of the data directory. */
    public void endOrphans() {
        List<RunningFile.Entry> orphans = new ArrayList<>(file.alive());
        Collections.reverse(orphans);
        for (RunningFile.Entry orphan : orphans) {
            progress.accept("Stopping " + orphan.name() + ", left running by an earlier start (pid "
                    + orphan.mark().pid() + ")");
            Signals.end(orphan.mark(), orphan.stopSignal(), orphan.stopPatience());
        }
        file.write(List.of());
    }

    /** Starts a process that is to run until it is ended. */
    public synchronized Child start(Command command) {
        if (closed) {
            throw new StartFailedException("Portreeve is stopping");
        }
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(command.line());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(command.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // Ours reaches the children by name only, never by chance.
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTREEVE_"));
        builder.environment().putAll(command.environment());
        try {
            PrivateFiles.touch(command.log());
            Process process = builder.redirectOutput(
                            ProcessBuilder.Redirect.appendTo(command.log().toFile()))
                    .start();
            Child child = new Child(command, process);
            keep(child);
            return child;
        } catch (IOException e) {
            throw new StartFailedException("Cannot run " + command.line().get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Runs a process to its end, which {@link #close} may bring about. */
    public int run(Command command) {
        Child child = start(command);
        try {
            child.awaitEnd();
            return child.exitStatus();
        } finally {
            forget(child);
        }
    }

    /** Ends one child; nothing happens when it has ended. */
    public void end(Child child) {
        child.end();
        forget(child);
    }

    public boolean isClosed() {
        return closed;
    }

    /** Ends all of them, the last started first. */
    @Override
    public synchronized void close() {
        closed = true;
        List<Child> last = new ArrayList<>(running);
        Collections.reverse(last);
        for (Child child : last) {
            if (child.isAlive()) {
                progress.accept("Stopping " + child.command().name());
                child.end();
            }
            running.remove(child);
            writeFile();
        }
    }

    /** One that is started again takes its place: what needed it before needs it now, and is to end before it. */
    private void keep(Child child) {
        int place = 0;
        while (place < running.size()
                && !running.get(place).command().name().equals(child.command().name())) {
            place++;
        }
        if (place < running.size()) {
            running.set(place, child);
        } else {
            running.add(child);
        }
        writeFile();
    }

    private synchronized void forget(Child child) {
        running.remove(child);
        writeFile();
    }

    private void writeFile() {
        file.write(running.stream()
                .flatMap(child -> child.mark().stream()
                        .map(mark -> new RunningFile.Entry(
                                child.command().name(),
                                mark,
                                child.command().stopSignal(),
                                child.command().stopPatience())))
                .toList());
    }
}
