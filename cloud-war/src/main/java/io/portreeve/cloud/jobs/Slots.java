package io.portreeve.cloud.jobs;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.boundary.TimerSlots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs slots of timers; a slot that fails is logged, and leaves the timer alive. */
@ApplicationScoped
public class Slots {
    private static final Logger LOG = Logger.getLogger(Slots.class.getName());

    @Inject
    TimerSlots slots;

    /** Runs the work if no node has run this slot. */
    void runOnce(String timer, Duration length, Runnable work) {
        try {
            slots.runOnce(timer, length, work);
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "timer {0} did not run: {1}", new Object[] {timer, e.getMessage()});
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "timer " + timer + " failed", e);
        }
    }
}
