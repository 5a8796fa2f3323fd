package io.portreeve.cloud.jobs;

import io.portreeve.cloud.actions.boundary.OutputRetention;
import io.portreeve.cloud.events.boundary.EventRetention;
import io.portreeve.cloud.logs.boundary.LogRetention;
import io.portreeve.cloud.telemetry.boundary.HostMetricsRetention;
import io.portreeve.cloud.telemetry.boundary.Retention;
import io.portreeve.cloud.telemetry.boundary.Usages;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;

/** Makes and drops partitions at every start and every quarter of an hour. */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionTimer {
    @Inject
    Slots slots;

    @Inject
    Retention retention;

    @Inject
    EventRetention events;

    @Inject
    HostMetricsRetention machines;

    @Inject
    Usages usages;

    @Inject
    LogRetention logs;

    @Inject
    OutputRetention outputs;

    @Resource
    ManagedExecutorService executor;

    @PostConstruct
    void start() {
        // a node that was away for days has no partition for today until this ran
        executor.execute(() -> slots.runOnce("retention-at-start", Duration.ofMinutes(1), retention::run));
        executor.execute(() -> slots.runOnce("log-retention-at-start", Duration.ofMinutes(1), logs::run));
    }

    @Schedule(hour = "*", minute = "*/15", persistent = false)
    void run() {
        slots.runOnce("retention", Duration.ofMinutes(15), retention::run);
    }

    @Schedule(hour = "*", minute = "37", persistent = false)
    void trim() {
        slots.runOnce("retention-trim", Duration.ofHours(1), retention::trim);
    }

    @Schedule(hour = "*", minute = "5/15", persistent = false)
    void logs() {
        slots.runOnce("log-retention", Duration.ofMinutes(15), logs::run);
    }

    @Schedule(hour = "*", minute = "22", persistent = false)
    void machines() {
        slots.runOnce("machine-retention", Duration.ofHours(1), machines::run);
    }

    @Schedule(hour = "*", minute = "37", persistent = false)
    void refusals() {
        slots.runOnce("refusal-retention", Duration.ofHours(1), usages::forget);
    }

    @Schedule(hour = "*", minute = "52", persistent = false)
    void outputs() {
        slots.runOnce("output-retention", Duration.ofHours(1), outputs::run);
    }

    @Schedule(hour = "*", minute = "7", persistent = false)
    void events() {
        slots.runOnce("event-retention", Duration.ofHours(1), events::run);
    }
}
