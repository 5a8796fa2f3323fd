package io.portreeve.cloud.platform.boundary;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.control.TimerSlotStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets one node run each slot of a timer. The lock is held while the work runs, so a slow slot is not overtaken by the
 * next one; the row outlives it, so a node whose clock is behind does not run the slot again.
 */
@ApplicationScoped
public class TimerSlots {
    @Inject
    SystemDatabase database;

    @Inject
    PortreeveConfig config;

    @Inject
    Clock clock;

    private final TimerSlotStore slots = new TimerSlotStore();

    /**
     * Runs the work if nobody has run this slot. Work that fails gives its slot back.
     *
     * @param length of a slot; slots are aligned to the epoch
     * @return whether it ran here
     * @throws DatabaseException if the slot cannot be claimed
     */
    public boolean runOnce(String timer, Duration length, Runnable work) {
        Instant now = clock.instant();
        long width = length.toMillis();
        Instant slot = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), width) * width);
        return database.transaction(connection -> {
            boolean mine = slots.claim(connection, timer, slot, config.nodeName(), now);
            if (mine) {
                work.run();
            }
            return mine;
        });
    }
}
