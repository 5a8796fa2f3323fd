package io.portreeve.selfhosted;

import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.parts.Part;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.RestartBudget;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts parts, and starts again those that end by themselves: each on a thread of its own, since one may have to wait
 * for another that ended at the same moment.
 */
final class Supervisor {
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final Children children;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Map<Part, RestartBudget> budgets = new ConcurrentHashMap<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** That a part has ended, or that it is given up for a reason. */
    private record Event(Part part, int exitStatus, Optional<String> givenUp) {}

    Supervisor(Children children, Clock clock, Consumer<String> progress) {
        this.children = children;
        this.clock = clock;
        this.progress = progress;
    }

    Child start(Part part) {
        Child child = part.start();
        child.whenEnded(() -> events.add(new Event(part, child.exitStatus(), Optional.empty())));
        return child;
    }

    /**
     * Watches the parts until the children are closed.
     *
     * @param chores done every round, beside
     * @throws StartFailedException when a part has ended too often
     */
    void watch(Runnable chores) throws InterruptedException {
        while (!children.isClosed()) {
            Event next = events.poll(ROUND.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                chores.run();
            } else if (next.givenUp().isPresent()) {
                throw new StartFailedException(next.givenUp().get());
            } else if (!children.isClosed()) {
                ended(next.part(), next.exitStatus());
            }
        }
    }

    private void ended(Part part, int exitStatus) {
        part.repaired(exitStatus).ifPresent(progress);
        Optional<String> reason = part.endedForGood(exitStatus);
        reason.ifPresent(progress);
        if (reason.isEmpty()) {
            Thread restart = new Thread(() -> restart(part), "restart " + part.name());
            restart.setDaemon(true);
            restart.start();
        }
    }

    private void restart(Part part) {
        RestartBudget budget = budgets.computeIfAbsent(part, any -> new RestartBudget());
        while (!children.isClosed()) {
            Optional<Duration> wait = budget.next(clock.instant());
            if (wait.isEmpty()) {
                events.add(new Event(part, 0, Optional.of(part.name() + " keeps ending; Portreeve stops")));
                return;
            }
            progress.accept(part.name() + " ended by itself; starting it again in "
                    + wait.get().toSeconds() + " s");
            try {
                TimeUnit.MILLISECONDS.sleep(wait.get().toMillis());
                start(part);
                progress.accept(part.name() + " runs again");
                return;
            } catch (StartFailedException e) {
                if (!children.isClosed()) {
                    progress.accept(e.getMessage());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
