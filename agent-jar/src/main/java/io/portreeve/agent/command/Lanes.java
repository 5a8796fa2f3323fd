package io.portreeve.agent.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the tasks of one container one after the other, and those of different ones at once, within a bound. */
final class Lanes implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lanes.class.getName());
    private static final long IDLE_SECONDS = 20;
    private static final long PATIENCE_SECONDS = 5;

    /** Something that takes one step or several. */
    interface Task {
        /** Empty when it is over; otherwise it is run again after this time, and nothing else in its lane before. */
        Optional<Duration> run();

        /** A step of it threw this; says what {@link #run} says, and ends what is not to be run again. */
        Optional<Duration> threw(RuntimeException failure);
    }

    private final Map<String, Deque<Task>> waiting = new HashMap<>();
    private final ScheduledThreadPoolExecutor threads;

    Lanes(int atOnce) {
        threads = new ScheduledThreadPoolExecutor(atOnce, work -> {
            Thread thread = new Thread(work, "action");
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
    }

    synchronized void add(String lane, Task task) {
        Deque<Task> before = waiting.get(lane);
        if (before != null) {
            before.add(task);
            return;
        }
        waiting.put(lane, new ArrayDeque<>(java.util.List.of(task)));
        runNext(lane, Duration.ZERO);
    }

    /** Interrupts what runs, starts nothing more, and gives what was interrupted a moment to end. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.fine("an action does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(String lane) {
        stepped(lane, step(first(lane)));
    }

    private static Optional<Duration> step(Task task) {
        try {
            return task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "an action failed within the agent", e);
            return giveUp(task, e);
        }
    }

    private static Optional<Duration> giveUp(Task task, RuntimeException failure) {
        try {
            return task.threw(failure);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "an action failed within the agent, and its end as well", e);
            return Optional.empty();
        }
    }

    private synchronized Task first(String lane) {
        return waiting.get(lane).element();
    }

    private synchronized void stepped(String lane, Optional<Duration> again) {
        Deque<Task> tasks = waiting.get(lane);
        if (again.isEmpty()) {
            tasks.remove();
        }
        if (tasks.isEmpty()) {
            waiting.remove(lane);
        } else {
            runNext(lane, again.orElse(Duration.ZERO));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    private void runNext(String lane, Duration wait) {
        try {
            threads.schedule(() -> step(lane), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "the agent stops", e);
        }
    }
}
