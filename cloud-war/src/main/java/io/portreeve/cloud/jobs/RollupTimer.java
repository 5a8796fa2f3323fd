package io.portreeve.cloud.jobs;

import io.portreeve.cloud.telemetry.boundary.MachineRollups;
import io.portreeve.cloud.telemetry.boundary.Rollups;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Rolls up every 15 seconds, and what machines did every minute. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RollupTimer {
    @Inject
    Slots slots;

    @Inject
    Rollups rollups;

    @Inject
    MachineRollups machines;

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void run() {
        slots.runOnce("rollups", Duration.ofSeconds(15), rollups::run);
    }

    @Schedule(hour = "*", minute = "*", second = "7", persistent = false)
    void machines() {
        slots.runOnce("machine-rollups", Duration.ofMinutes(1), machines::run);
    }
}
