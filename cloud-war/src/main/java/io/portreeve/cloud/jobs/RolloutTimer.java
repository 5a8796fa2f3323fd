package io.portreeve.cloud.jobs;

import io.portreeve.cloud.actions.boundary.RolloutProgress;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Lets rollouts of agents go on, every 5 seconds. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RolloutTimer {
    @Inject
    Slots slots;

    @Inject
    RolloutProgress rollouts;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void run() {
        slots.runOnce("agent-rollouts", Duration.ofSeconds(5), rollouts::run);
    }
}
