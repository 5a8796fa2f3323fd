package io.portreeve.cloud.jobs;

import io.portreeve.cloud.telemetry.boundary.Rollups;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Rolls up every 15 seconds. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RollupTimer {
    @Inject
    Slots slots;

    @Inject
    Rollups rollups;

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void run() {
        slots.runOnce("rollups", Duration.ofSeconds(15), rollups::run);
    }
}
