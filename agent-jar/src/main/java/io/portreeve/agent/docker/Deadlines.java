package io.portreeve.agent.docker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs calls that may never come back, and gives each up in time; interrupting frees its thread. */
final class Deadlines implements AutoCloseable {
    private static final int MOST_THREADS = 72;
    private static final long IDLE_SECONDS = 20;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "engine-call");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * Calls, and waits.
     *
     * @throws TimeoutException if it takes longer
     * @throws ExecutionException if it fails
     */
    <T> T call(Duration within, Callable<T> work) throws TimeoutException, ExecutionException {
        Future<T> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new ExecutionException("too many calls are waiting for the engine", e);
        }
        try {
            return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted", e);
        } finally {
            future.cancel(true);
        }
    }

    /** Runs all at once; those that take longer are given up without a word. */
    void runAll(Duration within, List<Callable<Void>> work) {
        try {
            threads.invokeAll(work, within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new EngineException("too many calls are waiting for the engine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
