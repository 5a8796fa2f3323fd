package io.portreeve.agent.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stays while others run, where nobody else starts the agent again: waits for each, takes one back that is late, and
 * starts what is decided next. A service's start script does the same.
 */
public final class Supervisor {
    /** Set for each process that is started so. */
    public static final String VARIABLE = "PORTREEVE_LAUNCHED";

    /** What the variable says of a process whose jar was decided. */
    public static final String CHOSEN = "chosen";

    /** What it says of one that is to end with {@link #AGAIN} if another jar is to run. */
    public static final String ASKS = "asks";

    /** Exit status of a process that is to be followed by whatever is decided next. */
    public static final int AGAIN = 75;

    private static final Logger LOG = Logger.getLogger(Supervisor.class.getName());

    /** As the shell has it of a process that a TERM ended. */
    private static final int STOPPED = 143;

    private static final Duration LOOK = Duration.ofMillis(500);

    /** Less than the ten seconds that engines give a container. */
    private static final Duration STOPPING = Duration.ofSeconds(8);

    private final Function<String, Launch.Choice> next;
    private final List<String> java;
    private final List<String> arguments;
    private Process child;
    private boolean stopping;

    /**
     * A supervisor.
     *
     * @param next decides, told how the process before ended
     * @param java the command and its options
     * @param arguments of the agent
     */
    public Supervisor(Function<String, Launch.Choice> next, List<String> java, List<String> arguments) {
        this.next = next;
        this.java = List.copyOf(java);
        this.arguments = List.copyOf(arguments);
    }

    /** Runs until an agent ends that nothing is to follow; its exit status. */
    public int run() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-supervised"));
        String ended = "the agent was stopped";
        while (true) {
            Launch.Choice choice = next.apply(ended);
            Optional<Process> started = start(choice.jar());
            if (started.isEmpty()) {
                return STOPPED;
            }
            Process process = started.get();
            int status = choice.isTrial() ? tried(process, choice) : process.waitFor();
            boolean unconfirmed = choice.isTrial() && Files.exists(choice.mark());
            if (isStopping() || (status != AGAIN && !unconfirmed)) {
                return status;
            }
            ended = ended(status);
        }
    }

    /** How it is said that a process ended. */
    public static String ended(int status) {
        return status == AGAIN ? "it ended before it was confirmed" : "it ended with exit status " + status;
    }

    /** Passes a signal on. */
    public synchronized void signal(String name) {
        if (child != null) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private int tried(Process process, Launch.Choice choice) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!Files.exists(choice.mark())) {
                return process.waitFor();
            }
            if (System.nanoTime() - start >= choice.limit().toNanos()) {
                sayLate(choice.mark());
                process.destroyForcibly();
            }
        }
        return process.exitValue();
    }

    /** On a full disk it is taken back all the same, and only the reason is lost. */
    private static void sayLate(Path mark) {
        try {
            Files.writeString(mark, Launch.LATE, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot write down that a new version is late", e);
        }
    }

    /** Nothing, once this process is to stop. */
    private synchronized Optional<Process> start(Path jar) throws IOException {
        if (stopping) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(java);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(VARIABLE, CHOSEN);
        child = builder.start();
        return Optional.of(child);
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private void stop() {
        Process last;
        synchronized (this) {
            stopping = true;
            last = child;
        }
        if (last == null) {
            return;
        }
        last.destroy();
        try {
            if (!last.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                last.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
