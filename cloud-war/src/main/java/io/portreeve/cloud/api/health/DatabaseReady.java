package io.portreeve.cloud.api.health;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.boundary.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without the database nothing can be done; it must also have been migrated. */
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
    @Inject
    Schema schema;

    @Override
    public HealthCheckResponse call() {
        try {
            boolean migrated = InApplication.call(schema::migrated);
            return HealthCheckResponse.named("database")
                    .status(migrated)
                    .withData("migrated", migrated)
                    .build();
        } catch (DatabaseException e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("reason", "does not answer")
                    .build();
        }
    }
}
