package io.portreeve.selfhosted;

import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.parts.Part;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import io.portreeve.selfhosted.process.RestartBudget;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts parts, and starts again those that end by themselves. */
final class Supervisor {
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final Children children;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Map<Part, RestartBudget> budgets = new HashMap<>();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    private record Ended(Part part, int exitStatus) {}

    Supervisor(Children children, Clock clock, Consumer<String> progress) {
        this.children = children;
        this.clock = clock;
        this.progress = progress;
    }

    Child start(Part part) {
        Child child = part.start();
        child.whenEnded(() -> ended.add(new Ended(part, child.exitStatus())));
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
            Ended next = ended.poll(ROUND.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                chores.run();
            } else if (!children.isClosed()) {
                Optional<String> reason = next.part().endedForGood(next.exitStatus());
                reason.ifPresent(progress);
                if (reason.isEmpty()) {
                    restart(next.part());
                }
            }
        }
    }

    private void restart(Part part) throws InterruptedException {
        RestartBudget budget = budgets.computeIfAbsent(part, any -> new RestartBudget());
        while (true) {
            Optional<Duration> wait = budget.next(clock.instant());
            if (wait.isEmpty()) {
                throw new StartFailedException(part.name() + " keeps ending; Portreeve stops");
            }
            progress.accept(part.name() + " ended by itself; starting it again in "
                    + wait.get().toSeconds() + " s");
            TimeUnit.MILLISECONDS.sleep(wait.get().toMillis());
            if (children.isClosed()) {
                return;
            }
            try {
                start(part);
                progress.accept(part.name() + " runs again");
                return;
            } catch (StartFailedException e) {
                progress.accept(e.getMessage());
            }
        }
    }
}
