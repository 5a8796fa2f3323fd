package io.portreeve.cloud.gateway;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * So many of the container's threads, so that agents who all connect at once leave connections of the database to
 * others. Payara's executor takes the context of a task whenever one is handed to it, and searches all jars for that;
 * these threads take it once, when they are made. What waits is bounded by the links, each of which has one task or two.
 */
final class Workers implements Executor {
    private static final Logger LOG = Logger.getLogger(Workers.class.getName());

    private final ThreadPoolExecutor pool;

    /** Makes the threads at once, in the caller's context: whoever has the first task may be somebody else. */
    Workers(ThreadFactory threads, int count) {
        AtomicInteger made = new AtomicInteger();
        pool = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = threads.newThread(task);
            thread.setName("portreeve-gateway-" + made.incrementAndGet());
            return thread;
        });
        pool.prestartAllCoreThreads();
    }

    /** @throws java.util.concurrent.RejectedExecutionException once stopped */
    @Override
    public void execute(Runnable task) {
        pool.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "task failed", e);
            }
        });
    }

    /** Takes nothing more, and does what waits as long as that takes no longer. */
    void stop(Duration farewell) {
        pool.shutdown();
        try {
            if (pool.awaitTermination(farewell.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.log(
                Level.INFO,
                "left undone: {0} tasks of agents",
                pool.shutdownNow().size());
    }
}
