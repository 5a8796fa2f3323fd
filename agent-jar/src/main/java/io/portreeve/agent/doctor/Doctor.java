package io.portreeve.agent.doctor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Looks at one thing after the other, and waits for none of them longer than its deadline. */
public final class Doctor {
    private final Duration deadline;

    public Doctor(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * Looks.
     *
     * @param found gets each check's name and finding, in order, as soon as it is there
     */
    public void examine(List<Check> checks, BiConsumer<String, Finding> found) {
        // A look that hangs keeps its thread; the next one gets another.
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "doctor");
            thread.setDaemon(true);
            return thread;
        });
        try {
            checks.forEach(check -> found.accept(check.name(), look(threads, check)));
        } finally {
            threads.shutdownNow();
        }
    }

    private Finding look(ExecutorService threads, Check check) {
        Future<Finding> finding = threads.submit(check.look());
        try {
            return finding.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Finding.failed(
                    "no answer within " + deadline.toSeconds() + " s",
                    "look whether the machine is overloaded, or a file system or a network hangs");
        } catch (ExecutionException e) {
            return Finding.failed("cannot be looked at: " + e.getCause(), "report this as a fault of the agent's");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.skipped("interrupted");
        } finally {
            finding.cancel(true);
        }
    }
}
