package io.portreeve.cloud.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * At most so many tasks at once on the executor behind, so that agents who all connect at once leave connections of the
 * database to others. What waits is bounded by the links, each of which has one task or two.
 */
final class LimitedExecutor implements Executor {
    private static final Logger LOG = Logger.getLogger(LimitedExecutor.class.getName());

    private final Executor executor;
    private final int most;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    LimitedExecutor(Executor executor, int most) {
        this.executor = executor;
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            waiting.add(task);
            if (running == most) {
                return;
            }
            running++;
        }
        start();
    }

    private void start() {
        try {
            executor.execute(this::work);
        } catch (RuntimeException e) {
            synchronized (this) {
                running--;
            }
            throw e;
        }
    }

    private void work() {
        while (true) {
            Runnable task;
            synchronized (this) {
                task = waiting.poll();
                if (task == null) {
                    running--;
                    return;
                }
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "task failed", e);
            }
        }
    }
}
