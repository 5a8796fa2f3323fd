package io.portreeve.agent.docker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs calls that may never come back, and gives each up in time; interrupting frees its thread. */
final class Deadlines implements AutoCloseable {
    private static final long IDLE_SECONDS = 20;

    /** A thread whose answer is there already is not at once free again. */
    private static final int SPARE = 16;

    private final Semaphore free;
    private final ThreadPoolExecutor threads;

    /** With that many calls at a time. */
    Deadlines(String name, int most) {
        free = new Semaphore(most, true);
        threads = new ThreadPoolExecutor(
                0, most + SPARE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Waits its turn, but no longer than that, and then calls and waits likewise.
     *
     * @throws TimeoutException if it takes longer
     * @throws ExecutionException if it fails
     */
    <T> T callInTurn(Duration within, Callable<T> work) throws TimeoutException, ExecutionException {
        try {
            if (!free.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("too many calls are waiting for the engine");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted", e);
        }
        try {
            return call(within, work);
        } finally {
            free.release();
        }
    }

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
