package io.portreeve.cloud.jobs;

import io.portreeve.cloud.actions.boundary.ActionExpiry;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Ends actions whose time is over, every 5 seconds. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ActionTimer {
    @Inject
    Slots slots;

    @Inject
    ActionExpiry expiry;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void run() {
        slots.runOnce("action-expiry", Duration.ofSeconds(5), expiry::run);
    }
}
