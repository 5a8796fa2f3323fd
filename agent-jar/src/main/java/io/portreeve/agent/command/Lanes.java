package io.portreeve.agent.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the tasks of one container one after the other, and those of different ones at once, within a bound. A task may be
 * in several lanes, and runs when it is the first in each; since tasks enter all their lanes at once, none waits for ever.
 */
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

    /** A task, and where it stands. */
    private record Place(Set<String> lanes, Task task) {}

    private final Map<String, Deque<Place>> waiting = new HashMap<>();
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

    void add(String lane, Task task) {
        add(Set.of(lane), task);
    }

    synchronized void add(Set<String> lanes, Task task) {
        Place place = new Place(Set.copyOf(lanes), task);
        place.lanes.forEach(
                lane -> waiting.computeIfAbsent(lane, any -> new ArrayDeque<>()).add(place));
        runIfFirst(place, Duration.ZERO);
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

    private synchronized void stepped(Place place, Optional<Duration> again) {
        if (again.isPresent()) {
            run(place, again.get());
            return;
        }
        Set<Place> next = new LinkedHashSet<>();
        for (String lane : place.lanes) {
            Deque<Place> left = waiting.get(lane);
            left.remove();
            if (left.isEmpty()) {
                waiting.remove(lane);
            } else {
                next.add(left.element());
            }
        }
        next.forEach(each -> runIfFirst(each, Duration.ZERO));
    }

    @SuppressWarnings("ReferenceEquality") // a place is in its lanes itself, and another may be equal to it
    private void runIfFirst(Place place, Duration wait) {
        if (place.lanes.stream().allMatch(lane -> waiting.get(lane).element() == place)) {
            run(place, wait);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    private void run(Place place, Duration wait) {
        try {
            threads.schedule(() -> stepped(place, step(place.task)), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "the agent stops", e);
        }
    }
}
