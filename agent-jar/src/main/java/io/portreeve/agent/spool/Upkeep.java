package io.portreeve.agent.spool;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The thread that keeps a spool up. */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());

    private final Spool spool;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "spool");
        made.setDaemon(true);
        return made;
    });

    public Upkeep(Spool spool) {
        this.spool = spool;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each step catches and logs what goes wrong
    public void start() {
        long period = Spool.FORCE_INTERVAL.toMillis();
        thread.scheduleWithFixedDelay(this::step, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    private void step() {
        try {
            spool.upkeep();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "the spool could not be kept up", e);
        }
    }
}
