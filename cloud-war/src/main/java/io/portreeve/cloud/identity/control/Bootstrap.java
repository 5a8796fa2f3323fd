package io.portreeve.cloud.identity.control;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the configured first owner at start-up, and keeps trying while the database is away. */
@ApplicationScoped
public class Bootstrap {
    private static final Logger LOG = Logger.getLogger(Bootstrap.class.getName());
    private static final long RETRY_SECONDS = 5;

    @Inject
    PortreeveConfig config;

    @Inject
    SystemDatabase database;

    @Inject
    Clock clock;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final FirstOwner firstOwner = new FirstOwner();
    private volatile boolean done;
    private volatile Future<?> retry;

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
        LOG.log(Level.INFO, "{0}", config);
        attempt();
    }

    /** Whether nothing is left to do. */
    public boolean isDone() {
        return done;
    }

    @PreDestroy
    void stop() {
        if (retry != null) {
            retry.cancel(true);
        }
    }

    private void attempt() {
        try {
            config.bootstrapAdminEmail().ifPresent(this::ensure);
            done = true;
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "the first owner cannot be made yet: {0}", e.getMessage());
            retry = scheduler.schedule(this::attempt, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void ensure(String email) {
        if (email.indexOf('@') < 1) {
            LOG.log(Level.SEVERE, "portreeve.bootstrap.admin-email is no e-mail address; no owner is made");
            return;
        }
        boolean made = database.transaction(connection -> {
            if (!firstOwner.isNeeded(connection)) {
                return false;
            }
            String hash = new Passwords().hash(config.bootstrapAdminPassword().orElseThrow());
            firstOwner.create(connection, email, hash, clock.instant());
            return true;
        });
        if (made) {
            LOG.log(Level.INFO, "made the first organization and its owner {0}", email);
        }
    }
}
