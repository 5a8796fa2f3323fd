package io.portreeve.agent.link;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one thread on which everything of a link happens. A step that fails is logged, and the next one goes on. */
final class LinkThread implements Executor {
    private static final Logger LOG = Logger.getLogger(LinkThread.class.getName());

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "link");
        made.setDaemon(true);
        return made;
    });

    @Override
    public void execute(Runnable step) {
        try {
            thread.execute(guarded(step));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "the link is closed", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    void executeAfter(Duration wait, Runnable step) {
        thread.schedule(guarded(step), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    void executeEvery(Duration period, Runnable step) {
        thread.scheduleWithFixedDelay(guarded(step), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes no more steps, and waits for those it has. */
    void close(Duration patience) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.fine("a step of the link still runs");
        }
    }

    private static Runnable guarded(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "a step of the link failed", e);
            }
        };
    }
}
